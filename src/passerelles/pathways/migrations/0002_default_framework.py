"""The default axes of observation are there from the first day."""

from typing import Any

from django.db import migrations

from passerelles.pathways.loading import load_framework
from passerelles.pathways.rules.axes import read_axes


def load(apps: Any, schema_editor: Any) -> None:
    load_framework(
        read_axes(),
        framework_model=apps.get_model("pathways", "ProgressFramework"),
        axis_model=apps.get_model("pathways", "ProgressAxis"),
    )


class Migration(migrations.Migration):
    dependencies = [("pathways", "0001_initial")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
