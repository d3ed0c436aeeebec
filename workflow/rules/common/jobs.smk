"""How jobs run, from a server that has imported all that they import, and what is said of them."""

RESULTS_TO_OPEN = [
    "results/report/index.html",
    "results/audit/numbers.csv",
    "results/audit/claims.csv",
]


def scripts_due():
    """The scripts of jobs that this process runs itself, in its own environment.

    None with TSUNAGARI_SERVER=no: each job then has a process of its own, as on a cluster.
    """
    here = workflow.is_main_process and workflow.local_exec and not workflow.touch
    own_environments = workflow.deployment_settings.deployment_method
    if not here or own_environments or os.environ.get("TSUNAGARI_SERVER") == "no":
        return []
    rules_due = {job.rule for job in workflow.dag.needrun_jobs()}
    return sorted({Path(rule.script).stem for rule in rules_due if rule.script})


def end_promptly():
    """Cancel the timers of Snakemake's job limit, for which a finished run waits a second."""
    for thread in threading.enumerate():
        if isinstance(thread, threading.Timer):
            thread.cancel()


if workflow.is_main_process:
    run_log.explain(workflow)


onstart:
    run_log.keep_reasons(workflow)
    run_log.show_progress(workflow)
    if scripts_due():
        before_each_job = job_server.prefix(scripts_due())
        shell.prefix("{before_each_job}")


onsuccess:
    run_log.say_what_to_open(workflow, RESULTS_TO_OPEN)
    end_promptly()


onerror:
    end_promptly()
