"""Aid of the insertion structures: full-time equivalents, base amount, payment."""
