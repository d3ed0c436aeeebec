"""One model: coefficients, marginal effects, predicted shares, tests and measures of fit."""

from collections.abc import Mapping
from functools import partial

import pandas as pd
from pyarrow.parquet import read_schema

from tsunagari.codebook.basis import ASSUMED, DELIVERED
from tsunagari.estimate.independent import independent
from tsunagari.index import ties
from tsunagari.models.allowed import Allowed, allowed
from tsunagari.models.contrasts import contrasts_table, joint_tests
from tsunagari.models.effects import effects_table, predicted_shares
from tsunagari.models.model import Fitted, fit_model
from tsunagari.models.pooling import pool, pooled
from tsunagari.models.proportional_odds import by_threshold, proportional_odds_test
from tsunagari.models.second import ask, second_table
from tsunagari.models.spec import ModelSpec, read_spec
from tsunagari.models.terms import WAVE
from tsunagari.models.tidy import fit_measures, tidy
from tsunagari.project import Project, load_project
from tsunagari.run.job import job, save, whole

BY_DEFINITION = 1e-9  # an error that is none but for rounding
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
    shares, coefficients = shares.rename(columns={"estimate": "percent"}), tidy(fitted)
    if fitted.given:  # somebody in no community has 0 by definition, which is no estimate
        coefficients, shares = (
            table[~(table["std_error"] < BY_DEFINITION)] for table in (coefficients, shares)
        )
    return {
        "coefficients": coefficients.assign(odds=read.odds),
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


def fitted_on_index(
    project: Project, spec: ModelSpec, files: Mapping[str, tuple[str, str]], seed: int
) -> Fitted:
    """A model of an index, with errors that carry the chain.

    files  wave -> its respondents, and their index
    """
    read = partial(ties.read_wave, project.codebook, project.indices["ties"])
    samples, people, designs = {}, {}, {}
    for wave, (path, table) in files.items():
        own = pd.read_parquet(table, columns=["respondent", spec.outcome.column])
        wanted = [*spec.columns(project.codebook), WAVE]
        there = set(read_schema(path).names)
        more = [name for name in dict.fromkeys(wanted) if name in there]
        samples[wave], rows, designs[wave] = read(wave, project.waves[wave], path, more)
        people[wave] = rows.merge(own, on="respondent", how="left", validate="one_to_one")
    fitted = fit_model(project.codebook, spec, *pool(people, designs))
    rows = {wave: len(frame) for wave, frame in people.items()}
    return ties.with_chain(fitted, samples, rows, project.indices["ties"], seed)


if __name__ == "__main__":
    with job(snakemake.log[0], snakemake.output):
        project, given, name = load_project(), snakemake.input, snakemake.wildcards.model
        spec = read_spec(project.codebook, name, project.models[name])
        paths = dict(zip(spec.waves, given.respondents, strict=True))
        people = independent(project.waves, paths)
        if given.index:
            files = dict(
                zip(spec.waves, zip(paths.values(), given.index, strict=True), strict=True)
            )
            fitted = fitted_on_index(project, spec, files, snakemake.params.seed)
        else:
            rows = pooled(people, spec.columns(project.codebook))
            fitted = fit_model(project.codebook, spec, *rows)
        second = ask(fitted)
        with whole(snakemake.output.summary) as part:
            part.write_text(second.words + "\n", encoding="utf-8")
        delivered = {"delivered"} == {project.waves[wave]["source"] for wave in spec.waves}
        for output, table in (tables_of(fitted) | {"second": second_table(fitted, second)}).items():
            basis = DELIVERED if delivered else ASSUMED
            save(table.assign(basis=basis), snakemake.output[output])
