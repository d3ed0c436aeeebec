"""Each assertion of the text, judged on printed and on computed numbers; the text's slips."""

from pathlib import Path

from tsunagari.audit.claims.audit import audit_claims
from tsunagari.audit.claims.evidence import Evidence
from tsunagari.audit.claims.slips import audit_slips
from tsunagari.estimate.figures import of_figures
from tsunagari.estimate.independent import independent
from tsunagari.project import load_project
from tsunagari.read.published import load_published
from tsunagari.read.tables import read_keyed
from tsunagari.run.job import job, save

if __name__ == "__main__":
    with job(snakemake.log[0], snakemake.output):
        project, given, output = load_project(), snakemake.input, snakemake.output
        paths = dict(zip(snakemake.params.waves, given.respondents, strict=True))
        indices = {
            kind: {name: read_keyed(path, "basis") for name, path in paths.items()}
            for kind, paths in snakemake.params.indices.items()
        }
        evidence = Evidence(
            codebook=project.codebook_config,
            figures=project.figures,
            waves=project.waves,
            claims=project.claims,
            claim_lines=project.claim_lines,
            published=load_published("resources/published", project.codebook, project.group_names),
            estimates=of_figures([read_keyed(path, "basis") for path in given.estimates]),
            people=independent(project.waves, paths),
            indices=indices["computed"],
            printed_indices=indices["printed"],
        )
        lines = Path(given.text).read_text(encoding="utf-8").split("\n")
        claims, specifications = audit_claims(evidence, lines)
        save(claims, output.claims)
        save(specifications, output.specifications)
        save(audit_slips(evidence, lines), output.slips)
