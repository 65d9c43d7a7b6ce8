"""The file of persons an organisation already follows.

``run(path, actor=…, organisation_id=…, mapping=…, apply=…)`` says what it changes, or changes it.
"""

from passerelles.exchanges.people_csv.columns import COLUMNS, propose, template
from passerelles.exchanges.people_csv.importing import headers_of, run

__all__ = ["COLUMNS", "headers_of", "propose", "run", "template"]
