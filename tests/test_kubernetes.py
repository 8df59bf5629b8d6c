"""The manifests of the guide to Kubernetes: against its schemas, and the commands in them against the programs."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from answers import ROOT

from autograder.records.guarantees import Guarantee

kubernetes_validate = pytest.importorskip("kubernetes_validate", reason="`make .venv/ready` installs it")

FOLDER = ROOT / "docs" / "guide" / "kubernetes"
VALUES = "hub-values.yaml"  # of a Helm chart: no manifest
MANIFESTS = [path for path in sorted(FOLDER.glob("*.yaml")) if path.name != VALUES]
RESOURCES = [
    (path.name, one["kind"], one) for path in MANIFESTS for one in yaml.safe_load_all(path.read_text()) if one
]


def pods() -> Iterator[tuple[str, dict[str, Any]]]:
    for _, kind, one in RESOURCES:
        if kind in ("Job", "Deployment", "StatefulSet"):
            yield one["metadata"]["name"], one["spec"]["template"]["spec"]


PODS = dict(pods())


@pytest.mark.parametrize(("file", "kind", "resource"), RESOURCES, ids=[f"{f}-{k}" for f, k, _ in RESOURCES])
def test_a_manifest_is_what_kubernetes_takes(file, kind, resource):
    kubernetes_validate.validate(resource, "1.31", strict=True)


@pytest.mark.parametrize("name", PODS)
def test_no_pod_has_a_right_that_it_does_not_need(name):
    pod = PODS[name]
    assert pod["securityContext"]["runAsNonRoot"] is True
    assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
    assert pod["automountServiceAccountToken"] is False
    for container in pod["containers"]:
        assert container["securityContext"] == {
            "allowPrivilegeEscalation": False,
            "readOnlyRootFilesystem": True,
            "capabilities": {"drop": ["ALL"]},
        }
        assert container["resources"]["limits"].keys() == {"cpu", "memory"}
        assert {one["name"] for one in container["volumeMounts"]} <= _volumes(name)


def _volumes(name: str) -> set[str]:
    claims = next(
        one["spec"].get("volumeClaimTemplates", [])
        for _, _, one in RESOURCES
        if one["metadata"]["name"] == name and "template" in one["spec"]
    )
    return {one["name"] for one in PODS[name]["volumes"]} | {one["metadata"]["name"] for one in claims}


@pytest.mark.parametrize("name", [name for name, pod in PODS.items() if "command" in pod["containers"][0]])
def test_what_a_pod_runs_takes_these_arguments(name):
    (container,) = PODS[name]["containers"]
    (program,), (command, *arguments) = container["command"], container["args"]
    words = {"vaekit": [sys.executable, "-m", "autograder"], "dask": [Path(sys.executable).with_name("dask")]}
    shown = subprocess.run(
        [*words[program], command, "--help"],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env={"COLUMNS": "200", "PATH": "/usr/bin:/bin"},
    ).stdout
    assert [one for one in arguments if one.startswith("--") and one.split("=")[0] not in shown] == []


def test_the_job_accepts_what_landlock_may_lack():
    (container,) = PODS["vaekit-grade"]["containers"]
    accepted = {one.partition("=")[2] for one in container["args"] if one.startswith("--without=")}
    assert accepted == {one.value for one in Guarantee}


def test_services_lead_to_pods():
    labels = [
        pod["spec"]["template"]["metadata"]["labels"] for _, _, pod in RESOURCES if "template" in pod["spec"]
    ]
    for _, kind, one in RESOURCES:
        if kind == "Service":
            assert one["spec"]["selector"] in labels
