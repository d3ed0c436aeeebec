"""All stages of a project that make numbers, with what the workflow's rules give them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from mutation.stages import Stage
from tsunagari.compare.decompose.plan import entries_in_run, waves_of_entries
from tsunagari.compare.plan import runnable
from tsunagari.config.problems import ProblemsFound
from tsunagari.project import Project
from tsunagari.read.paths import delivered_problems, paths_of
from tsunagari.waves.draft.undecided import undecided_problems


def before_any_job(project: Project) -> None:
    """What a run looks at before its first job."""
    problems = undecided_problems(Path("config"), project.wanted_waves)
    problems += delivered_problems(project.waves, project.wanted_waves, Path("data/raw"))
    if problems:
        raise ProblemsFound(problems)


def stages(project: Project) -> Iterator[Stage]:
    """Every stage of a run that makes numbers, each after those that it needs."""
    waves = project.wanted_waves
    synthetic = [wave for wave in waves if project.waves[wave]["source"] == "synthetic"]
    figures = {n: project.figures[n] for n in project.wanted_figures}
    figures = {n: entry for n, entry in figures.items() if "estimates" in entry}
    plan = _Plan(project, waves, synthetic, figures)
    for wave in synthetic:
        yield from plan.synthesis(wave)
    for wave in waves:
        yield plan.harmonised(wave)
    for number in figures:
        yield plan.estimate(number)
    for part in (plan.indices, plan.models, plan.comparisons, plan.changes, plan.audits):
        yield from part()


@dataclass(frozen=True)
class _Plan:
    project: Project
    waves: list[str]
    synthetic: list[str]
    figures: Mapping[str, Mapping]

    @property
    def codebook(self) -> Mapping:
        return self.project.codebook_config

    @property
    def published(self) -> list[str]:
        return sorted(str(path) for path in Path("resources/published").glob("*.csv"))

    def respondents(self, waves: list[str]) -> list[str]:
        return [f"results/harmonised/{wave}.parquet" for wave in waves]

    def fixed(self, waves: list[str]) -> list[str]:
        return [f"results/synthetic/{wave}.fixed.csv" for wave in waves if wave in self.synthetic]

    def about(self, waves: list[str]) -> list:
        return [self.codebook, [self.project.waves[wave] for wave in waves]]

    def synthesis(self, wave: str) -> Iterator[Stage]:
        stem = f"results/synthetic/{wave}"
        settings = self.project.settings
        made = {"respondents": f"{stem}.parquet", "findings": f"{stem}.findings.csv"}
        yield Stage(
            "synthesise.py",
            {**made, "fixed": f"{stem}.fixed.csv"},
            {"published": self.published},
            {"seed": settings["seed"], "scale": settings["scale"]},
            {"wave": wave},
            [self.codebook, self.project.figures, self.project.assumptions],
        )
        yield Stage(
            "deliver.py",
            {"folder": f"results/raw/{wave}"},
            {"respondents": f"{stem}.parquet"},
            wildcards={"wave": wave},
            about=[*self.about([wave]), self.project.assumptions["delivery"].get(wave)],
        )

    def harmonised(self, wave: str) -> Stage:
        stem = f"results/harmonised/{wave}"
        raw = [f"data/raw/{wave}/{path}" for path in paths_of(self.project.waves[wave]["files"])]
        if wave in self.synthetic:
            raw = [f"results/raw/{wave}"]
        made = {"respondents": f"{stem}.parquet", "ledger": f"{stem}.ledger.csv"}
        return Stage(
            "harmonise.py",
            {**made, "labels": f"{stem}.labels.csv"},
            {"raw": raw},
            wildcards={"wave": wave},
            about=self.about([wave]),
        )

    def estimate(self, number: str) -> Stage:
        waves = self.figures[number]["waves"]
        return Stage(
            "estimate.py",
            {"table": f"results/estimates/{number}.csv"},
            {"respondents": self.respondents(waves), "fixed": self.fixed(waves), "spread": []},
            {
                "waves": waves,
                "sources": {wave: self.project.waves[wave]["source"] for wave in waves},
            },
            {"figure": number},
            [self.figures[number]["estimates"], *self.about(waves)],
        )

    def indices(self) -> Iterator[Stage]:
        spec = self.project.indices.get("ties")
        waves = [wave for wave in spec["waves"] if wave in self.waves] if spec else []
        if not waves:
            return
        per_wave = {"respondents": "ties_{}.parquet", "bonds": "bonds_{}.csv"}
        per_wave["loadings"] = "loadings_{}.csv"
        outputs: dict[str, str | list[str]] = {
            key: [f"results/indices/{name.format(wave)}" for wave in waves]
            for key, name in per_wave.items()
        }
        for key in ("distribution", "comparability", "congruence", "counting", "reliability"):
            outputs[key] = f"results/indices/{key}.csv"
        outputs["means"] = "results/indices/ties_by_participation.csv"
        outputs["differences"] = "results/indices/ties_differences.csv"
        languages = spec["counting"]["words"]
        outputs["paragraph"] = [f"results/indices/counting.{name}.txt" for name in languages]
        params = {"waves": waves, "seed": self.project.settings["seed"]}
        given = {"respondents": self.respondents(waves)}
        yield Stage("index_ties.py", outputs, given, params, about=[spec, *self.about(waves)])

    def models(self) -> Iterator[Stage]:
        wanted = set(self.waves)
        models = {n: e for n, e in self.project.models.items() if set(e["waves"]) <= wanted}
        parts = ("effects", "shares", "fit", "left_out", "thresholds")
        for name, entry in models.items():
            outputs = {part: f"results/models/{name}.{part}.csv" for part in parts}
            outputs["odds"] = f"results/models/{name}.proportional_odds.csv"
            yield Stage(
                "models_fit.py",
                {"coefficients": f"results/models/fitted/{name}.csv", **outputs},
                {"respondents": self.respondents(entry["waves"]), "index": []},
                {"index": "", "index_waves": []},
                {"model": name},
                [entry, *self.about(entry["waves"])],
            )
        if models:
            made = [f"results/models/{name}.csv" for name in models]
            yield Stage(
                "models_adjust.py",
                {"models": made, "families": "results/models/families.csv"},
                {"coefficients": [f"results/models/fitted/{name}.csv" for name in models]},
                about=self.project.families,
            )

    def comparisons(self) -> Iterator[Stage]:
        about = {wave: self.project.waves[wave] for wave in self.waves}
        compared = runnable(self.project.comparisons["comparisons"], about)
        waves = [w for w in self.waves if any(w in named for named in compared.values())]
        if not compared:
            return
        stem = "results/comparisons"
        trends = [name for name in compared if len(compared[name]) > 2]
        yield Stage(
            "compare.py",
            {
                "changes": [f"{stem}/{name}.csv" for name in compared],
                "differences": [f"{stem}/{name}.differences.csv" for name in compared],
                "trends": [f"{stem}/{name}.trend.csv" for name in trends],
            },
            {"respondents": self.respondents(waves), "fixed": self.fixed(waves)},
            {"comparisons": compared, "waves": waves},
            about=[self.project.comparisons, self.project.figures, *self.about(waves)],
        )

    def changes(self) -> Iterator[Stage]:
        names = entries_in_run(self.project.decompositions, self.waves)
        waves = sorted(waves_of_entries(self.project.decompositions, names))
        if not any(names.values()):
            return
        curves = [f"results/comparisons/age_curves_{name}" for name in names["age_curves"]]
        outputs = {
            key: [f"results/comparisons/{stem}_{name}.csv" for name in names[key]]
            for key, stem in (
                ("decompositions", "decomposition"),
                ("standardizations", "standardized"),
            )
        }
        yield Stage(
            "decompose.py",
            {
                **outputs,
                "age_curves": [f"{curve}.csv" for curve in curves],
                "bounds": [f"{curve}.bounds.csv" for curve in curves],
            },
            {"respondents": self.respondents(waves), "fixed": self.fixed(waves)},
            {"names": {key: list(part) for key, part in names.items()}, "waves": waves},
            about=[self.project.decompositions, self.project.figures, *self.about(waves)],
        )

    def audits(self) -> Iterator[Stage]:
        findings = [f"results/synthetic/{wave}.findings.csv" for wave in self.synthetic]
        estimates = [f"results/estimates/{number}.csv" for number in self.figures]
        text = "resources/source/section.txt"
        given = {"findings": findings, "published": self.published}
        yield Stage(
            "audit_numbers.py",
            {"numbers": "results/audit/numbers.csv", "agreement": "results/audit/agreement.csv"},
            {"estimates": estimates, **given},
            about=self.about(self.waves),
        )
        yield Stage(
            "audit_source.py",
            {"checks": "results/audit/source.csv", "summary": "results/audit/source_summary.csv"},
            {**given, "text": text},
            about=[self.project.figures, *self.about(self.waves)],
        )
        yield Stage(
            "harmonise_availability.py",
            {"table": "results/audit/availability.csv"},
            {"respondents": self.respondents(self.waves)},
            {"waves": self.waves},
            about=self.about(self.waves),
        )
        if "explorer" in self.project.report:
            yield Stage(
                "explorer.py",
                {"table": "results/estimates/explorer.csv"},
                {"respondents": self.respondents(self.waves), "fixed": self.fixed(self.waves)},
                {"waves": self.waves},
                about=[
                    self.project.report["explorer"],
                    self.project.figures,
                    *self.about(self.waves),
                ],
            )
        if self.project.claims["claims"]:
            tables = ("claims", "specifications", "slips")
            made = {name: f"results/audit/{name}.csv" for name in tables}
            ties = "results/indices/ties_by_participation.csv"
            named = self.project.claims.get("indices", {})
            computed = {n: ties for n in named if n == Path(ties).stem and Path(ties).exists()}
            yield Stage(
                "audit_claims.py",
                made,
                {
                    "respondents": self.respondents(self.waves),
                    "estimates": estimates,
                    "indices": list(computed.values()),
                    "published": self.published,
                    "text": text,
                },
                {"waves": self.waves, "indices": {"computed": computed, "printed": {}}},
                about=[self.project.claims, self.project.figures, *self.about(self.waves)],
            )
