#!/usr/bin/env python3
"""Runs every expression of every dashboard on a live Prometheus, and draws what came back.

usage: dashboards.py PROMETHEUS_URL DIRECTORY_OF_DASHBOARDS [DIRECTORY_FOR_PICTURES]

Fails on an expression that is an error or gives nothing, on panels that overlap, on an id used twice, and on an alert whose panel
or section of the runbook is not there. The pictures show the layout and the data, not Grafana's own rendering.
"""
import json
import math
import pathlib
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

VARIABLES = {"$__rate_interval": "30s", "$__interval": "15s", "$__range": "5m", "$instance": ".*"}
RUNBOOK = pathlib.Path(__file__).parents[2] / "src/site/markdown/operations.md"
COLUMN, ROW, GAP = 40, 22, 4
WINDOW = 75
COLOURS = ["#3274d9", "#e0752d", "#37872d", "#c4162a", "#8f3bb8", "#e0b400", "#1f9e9e", "#6b6b6b"]


def ask(prometheus, path, **parameters):
    url = f"{prometheus}/api/v1/{path}?" + urllib.parse.urlencode(parameters)
    try:
        with urllib.request.urlopen(url, timeout=30) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as failure:
        return json.load(failure)


def filled(expression):
    for name, value in VARIABLES.items():
        expression = expression.replace(name, value)
    return expression


def problems_of(board, prometheus):
    """What is wrong with a dashboard; one line each."""
    boxes, ids = [], set()
    for panel in board["panels"]:
        title, at = panel["title"], panel["gridPos"]
        box = (at["x"], at["y"], at["x"] + at["w"], at["y"] + at["h"])
        if box[2] > 24:
            yield f"'{title}' is beyond the 24 columns"
        for other, b in boxes:
            if box[0] < b[2] and b[0] < box[2] and box[1] < b[3] and b[1] < box[3]:
                yield f"'{title}' overlaps '{other}'"
        boxes.append((title, box))
        if panel["id"] in ids:
            yield f"'{title}' has the id {panel['id']} of another"
        ids.add(panel["id"])
        for target in panel.get("targets", []):
            answer = ask(prometheus, "query", query=filled(target["expr"]))
            if answer["status"] != "success":
                yield f"'{title}' {target['refId']}: {answer.get('error')}"
                continue
            values = [float(series["value"][1]) for series in answer["data"]["result"]]
            if not [value for value in values if not math.isnan(value)]:
                yield f"'{title}' {target['refId']}: {'only NaN' if values else 'no result'} for {target['expr']}"


def links(prometheus, boards, runbook):
    """Alerts that lead to no panel, or to no section of the runbook."""
    sections = {line[4:].strip().lower() for line in runbook.read_text().splitlines() if line.startswith("### ")}
    panels = {(board["uid"], panel["id"]) for board in boards for panel in board["panels"]}
    for group in ask(prometheus, "rules", type="alert")["data"]["groups"]:
        for rule in group["rules"]:
            uid, panel = rule["annotations"]["panel"].removeprefix("/d/").split("?viewPanel=")
            if (uid, int(panel)) not in panels:
                yield f"alert {rule['name']}: there is no panel {panel} on {uid}"
            file, _, section = rule["annotations"]["runbook"].partition("#")
            if file != runbook.name or section not in sections:
                yield f"alert {rule['name']}: {runbook.name} has no section {section}"


def series(prometheus, panel, now):
    for target in panel.get("targets", []):
        answer = ask(prometheus, "query_range", query=filled(target["expr"]), start=now - WINDOW, end=now, step=2)
        for result in answer["data"]["result"]:
            points = [(float(t), float(v)) for t, v in result["values"] if not math.isnan(float(v))]
            if points:
                yield points


def text(x, y, words, size=11, fill="#444"):
    words = words.replace("&", "&amp;").replace("<", "&lt;")
    return f'<text x="{x}" y="{y}" font-size="{size}" fill="{fill}">{words}</text>'


def picture(board, prometheus):
    """The dashboard's layout and its last minute, as SVG."""
    now = time.time()
    height = max(p["gridPos"]["y"] + p["gridPos"]["h"] for p in board["panels"]) * ROW + 40
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {24 * COLUMN} {height}" font-family="sans-serif">',
           f'<rect width="100%" height="100%" fill="#f4f5f5"/>', text(8, 22, board["title"], 15, "#111")]
    for panel in board["panels"]:
        at = panel["gridPos"]
        x, y = at["x"] * COLUMN + GAP, at["y"] * ROW + 34
        w, h = at["w"] * COLUMN - 2 * GAP, at["h"] * ROW - 2 * GAP
        out.append(f'<rect x="{x}" y="{y}" width="{w}" height="{h}" fill="#fff" stroke="#d8d9da"/>')
        out.append(text(x + 6, y + 15, panel["title"]))
        lines = list(series(prometheus, panel, now))
        if not lines:
            continue
        if panel["type"] == "stat":
            out.append(text(x + 6, y + h - 14, " / ".join(f"{line[-1][1]:,.6g}" for line in lines), 20, "#37872d"))
            continue
        top = max(v for line in lines for _, v in line) or 1.0
        out.append(text(x + 6, y + 29, f"{top:,.4g} {panel['fieldConfig']['defaults']['unit']}", 9, "#888"))
        for number, line in enumerate(lines):
            path = " ".join(
                f"{x + 6 + (t - now + WINDOW) / WINDOW * (w - 12):.1f},{y + h - 8 - v / top * (h - 46):.1f}" for t, v in line)
            colour = COLOURS[number % len(COLOURS)]
            out.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="1.4"/>')
    return "\n".join(out + ["</svg>"]) + "\n"


def main(prometheus, directory, pictures=None):
    boards = [json.loads(file.read_text()) for file in sorted(pathlib.Path(directory).glob("*.json"))]
    failed = 0
    for board in boards:
        found = list(problems_of(board, prometheus))
        failed += len(found)
        print(f"{'FAIL' if found else 'ok'}  {board['title']}: {len(board['panels'])} panels")
        for problem in found:
            print("      " + problem)
        if pictures:
            name = board["uid"].removeprefix("corrsh-")
            (pathlib.Path(pictures) / f"dashboard-{name}.svg").write_text(picture(board, prometheus))
    lost = list(links(prometheus, boards, RUNBOOK))
    print("\n".join(lost) or "ok  every alert leads to a panel and to its section of the runbook")
    return 1 if failed or lost or not boards else 0


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
