"""One model: coefficients, marginal effects, predicted shares, tests and measures of fit."""

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from tsunagari.codebook.basis import ASSUMED, DELIVERED
from tsunagari.estimate.independent import independent
from tsunagari.models.contrasts import contrasts_table, joint_tests
from tsunagari.models.effects import effects_table, predicted_shares
from tsunagari.models.model import Fitted, fit_model
from tsunagari.models.pooling import pooled
from tsunagari.models.proportional_odds import by_threshold, proportional_odds_test
from tsunagari.models.second import ask, second_table
from tsunagari.models.spec import read_spec
from tsunagari.models.tidy import fit_measures, tidy
from tsunagari.project import load_project
from tsunagari.run.job import job, save, whole

PERCENT = ["estimate", "std_error", "ci_low", "ci_high"]


def tables_of(fitted: Fitted) -> Mapping[str, pd.DataFrame]:
    """Output -> its table; shares as percent and effects in points, of scores as they are."""
    ordered = fitted.family.ordered
    effects, shares = effects_table(fitted), predicted_shares(fitted)
    if not fitted.family.numeric:
        effects[PERCENT] *= 100
        shares[[*PERCENT, "observed"]] *= 100
    none = pd.DataFrame({"model": []})
    return {
        "coefficients": tidy(fitted),
        "effects": effects,
        "shares": shares.rename(columns={"estimate": "percent"}),
        "fit": fit_measures(fitted),
        "left_out": fitted.left_out,
        "contrasts": contrasts_table(fitted),
        "tests": joint_tests(fitted),
        "odds": proportional_odds_test(fitted) if ordered else none,
        "thresholds": by_threshold(fitted) if ordered else none,
    }


if __name__ == "__main__":
    with job(snakemake.log[0], snakemake.output):
        project, given, name = load_project(), snakemake.input, snakemake.wildcards.model
        spec = read_spec(project.codebook, name, project.models[name])
        paths = dict(zip(spec.waves, given.respondents, strict=True))
        people = independent(project.waves, paths)
        for wave, path in zip(snakemake.params.index_waves, given.index, strict=True):
            people[wave] = replace(people[wave], beside=path)
        rows = pooled(people, spec.columns(project.codebook))
        fitted = fit_model(project.codebook, spec, *rows)
        second = ask(fitted)
        with whole(snakemake.output.summary) as partial:
            partial.write_text(second.words + "\n", encoding="utf-8")
        delivered = {"delivered"} == {project.waves[wave]["source"] for wave in spec.waves}
        for output, table in (tables_of(fitted) | {"second": second_table(fitted, second)}).items():
            basis = DELIVERED if delivered else ASSUMED
            save(table.assign(basis=basis), snakemake.output[output])
