"""tsunagari: from responses to the figures of a section, its audit and its report."""

import gc

from snakemake.utils import min_version

min_version("9.0")


configfile: "config/config.yaml"


include: "workflow/rules/common.smk"
include: "workflow/rules/synthesise.smk"
include: "workflow/rules/harmonise.smk"
include: "workflow/rules/estimate.smk"
include: "workflow/rules/index.smk"
include: "workflow/rules/models.smk"
include: "workflow/rules/compare.smk"
include: "workflow/rules/draw.smk"
include: "workflow/rules/audit.smk"
include: "workflow/rules/report.smk"
include: "workflow/rules/archive.smk"
include: "workflow/rules/storage.smk"


rule all:
    """Every figure of the section in both languages, the models, the audits, the report."""
    default_target: True
    input:
        figure_files(),
        availability_files(),
        index_files(),
        model_files(),
        comparison_files(),
        change_files(),
        audit_files(),
        report_files(),
        rules.archive.output,
        rules.publish.output if STORE else [],


gc.freeze()  # so that Snakemake does not look through all of this for garbage at its end
