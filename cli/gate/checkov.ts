import { accessSync, constants } from "node:fs";
import { join } from "node:path";
import { type Outcome, run } from "../child-process";
import { ExitCode, Failure } from "../exit-codes";
import { parseScan, type Scan } from "./checkov-report";

/** Checkov's own: 0 without findings, 1 with; anything else is a crash or a wrong call. */
const SCANNED = [0, 1];

/** All that Checkov gets of our environment: no credentials, and none of its own variables, which can switch checks off. */
const PASSED_ON = ["PATH", "LANG", "LC_ALL", "TMPDIR"];

/** A line of Checkov's log that is a warning or worse: `2026-11-21 14:02:47,979 [MainThread  ] [ERROR]  message`. */
const LOGGED = /^\S+ \S+ \[[^\]]*\] \[(?:WARNI|ERROR|CRITI)\]\s+(?<message>.*)$/;

/** Checkov prints whole files into its log. */
const LONGEST = 300;

interface CheckovCall {
  /** The project's root, where `.venv` is. */
  readonly root: string;
  /** The folder of the scan copies' folder, which is called `scan`. */
  readonly folder: string;
  /** The folder of our own policies. */
  readonly policies: string;
}

/** What Checkov found, and what went wrong inside it. */
export interface CheckovResult {
  readonly scan: Scan;
  /** Complaints of its log, each of which means that something was not checked. */
  readonly complaints: readonly string[];
}

/**
 * Scans all stacks in one process: starting Checkov costs seconds, and it connects no resources across folders.
 *
 * @throws Failure (tool) when Checkov is missing or crashes.
 */
export async function runCheckov({ root, folder, policies }: CheckovCall): Promise<CheckovResult> {
  const words = ["--directory", "scan", "--framework", "terraform_json", "--skip-download"];
  words.push("--external-checks-dir", policies, "--output", "json");
  const outcome = await run(pinnedCheckov(root), words, { cwd: folder, env: environmentOf(folder) });
  if (!SCANNED.includes(outcome.code ?? -1)) throw crash(outcome);
  try {
    return { scan: parseScan(outcome.stdout), complaints: complaintsOf(outcome.stderr) };
  } catch {
    throw crash(outcome);
  }
}

/**
 * The complaints in Checkov's log. A policy that does not load, a check that throws, a block that it cannot take in: each
 * is a line there and nowhere else, neither in the report nor in the exit code. So every line from WARNING up counts,
 * but for those that say what the gate knows already.
 */
export function complaintsOf(log: string): readonly string[] {
  return log
    .split("\n")
    .flatMap((line) => LOGGED.exec(line)?.groups?.message ?? [])
    .filter((message) => !isKnown(message))
    .map((message) => (message.length > LONGEST ? `${message.slice(0, LONGEST)}…` : message));
}

function isKnown(complaint: string): boolean {
  // It is in the report's parsing errors.
  if (complaint.startsWith("Failed to parse template: ")) return true;
  // Checkov takes every YAML and JSON file below the policies for a policy.
  return /^Custom policy .*\/(severities\.yaml|fixtures\/.+) is missing required fields/.test(complaint);
}

function environmentOf(folder: string): NodeJS.ProcessEnv {
  return {
    ...Object.fromEntries(PASSED_ON.map((name) => [name, process.env[name]])),
    // Otherwise a .checkov.yaml in the home folder could switch checks off.
    HOME: folder,
    LOG_LEVEL: "WARNING",
    CKV_PARSE_ERROR_FAIL: "true",
    CKV_SKIP_PACKAGE_UPDATE_CHECK: "true",
    PYTHONDONTWRITEBYTECODE: "1",
    PYTHONUTF8: "1",
  };
}

/**
 * The pinned Checkov. One on the PATH will not do: another version has other checks, which nobody has given a severity.
 *
 * @throws Failure (tool) when it is not installed.
 */
function pinnedCheckov(root: string): string {
  const file = join(root, ".venv", "bin", "checkov");
  try {
    accessSync(file, constants.X_OK);
    return file;
  } catch {
    throw new Failure(
      ExitCode.tool,
      `Checkov is missing: expected it at ${file}. \`make setup\` installs it.`,
    );
  }
}

function crash({ code, stdout, stderr }: Outcome): Failure {
  const how = code === null ? "was ended by a signal" : `ended with exit code ${code}`;
  const said = stderr.trim() || stdout.trim().slice(0, 2000) || "nothing";
  return new Failure(ExitCode.tool, `Checkov ${how} and no report that can be read. It said:\n${said}`);
}
