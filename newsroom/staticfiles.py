"""Static files under names that change with their content."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class Storage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """A module that a script imports is named by its content too, as the script itself is."""

    support_js_module_import_aggregation = True
