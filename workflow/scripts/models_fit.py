"""One model: coefficients, marginal effects, predicted shares, tests and measures of fit."""

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from tsunagari.codebook.basis import ASSUMED, DELIVERED
from tsunagari.estimate.independent import independent
from tsunagari.models.allowed import Allowed, allowed
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
    none = pd.DataFrame({"model": []})
    odds = proportional_odds_test(fitted) if fitted.family.ordered else none
    read = allowed(fitted, odds)
    effects, shares = effects_table(read.fitted), predicted_shares(read.fitted)
    if not fitted.family.numeric:
        effects[PERCENT] *= 100
        shares[[*PERCENT, "observed"]] *= 100
    shares = shares.rename(columns={"estimate": "percent"})
    return {
        "coefficients": tidy(fitted).assign(odds=read.odds),
        "effects": effects.assign(**read.columns),
        "shares": shares.assign(**read.columns),
        "fit": fit_measures(fitted),
        "left_out": fitted.left_out,
        "contrasts": contrasts_table(fitted),
        "tests": joint_tests(fitted),
        "odds": odds,
        "thresholds": thresholds_table(read, fitted) if fitted.family.ordered else none,
    }


def thresholds_table(read: Allowed, fitted: Fitted) -> pd.DataFrame:
    """Coefficients by threshold: of the partial model, where it is read, and of binary logits."""
    free = [by_threshold(fitted, read.free)] if read.free else []
    return pd.concat([*free, by_threshold(fitted)], ignore_index=True)


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
