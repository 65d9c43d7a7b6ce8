"""Rules of the daily accompaniment: barriers, funding, meetings, promises."""
