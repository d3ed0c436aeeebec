"""Raw files from an object store, and all results to it: docs/beyond-one-machine.md.

Rules between them read and write files of the working folder, as they do without a store.
"""

if STORE:

    storage:
        provider="s3",

    rule fetch:
        """A wave's file as it was delivered to the store."""
        input:
            storage.s3(f"{STORE}/data/raw/{{wave}}/{{path}}"),
        output:
            "data/raw/{wave}/{path}",
        log:
            "logs/fetch/{wave}/{path}.log",
        wildcard_constraints:
            path=".+",
        conda:
            "../../environment.yml"
        params:
            store=STORE,
        shell:
            "cp {input:q} {output:q} > {log:q} 2>&1"

    rule publish:
        """Every file of results/, once the archive's manifest names it."""
        input:
            rules.archive.output,
        output:
            storage.s3(f"{STORE}/results"),
        log:
            "logs/publish.log",
        conda:
            "../../environment.yml"
        params:
            store=STORE,
        shell:
            "cp -R results/. {output:q} > {log:q} 2>&1"
