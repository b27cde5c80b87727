import type { MachinePart } from "./cloud-init";
import type { Download } from "./software-catalogue";

const SCRIPT_PATH = "/usr/local/sbin/pitboss-download";

/** A file is moved to its place only when it is the pinned one, so that what is there is right or missing. */
const SCRIPT = `#!/bin/bash
# pitboss-download URL SHA256 DESTINATION MODE: fetches a file, and keeps it only if it is the pinned one.
set -euo pipefail
url=$1 sha256=$2 destination=$3 mode=$4
mkdir -p "$(dirname "$destination")"
temporary=$(mktemp "$destination.XXXXXX")
trap 'rm -f "$temporary"' EXIT
curl --fail --silent --show-error --location --proto =https --tlsv1.2 \\
  --connect-timeout 30 --speed-limit 1024 --speed-time 60 \\
  --retry 240 --retry-all-errors --retry-delay 15 --output "$temporary" "$url"
echo "$sha256  $temporary" | sha256sum --check --strict --quiet
chmod "$mode" "$temporary"
mv "$temporary" "$destination"
`;

/** What a machine needs before it can run a {@link downloadCommand}. */
export function pinnedDownloads(): MachinePart {
  return {
    packages: ["curl"],
    files: [{ path: SCRIPT_PATH, content: SCRIPT, permissions: "0755" }],
  };
}

export interface PinnedFile {
  readonly download: Download;
  /** Where it is put, from the root. */
  readonly destination: string;
  /** Its mode in octal: `0755`. */
  readonly mode: string;
}

/**
 * Fetches a pinned file for an hour at least: the first boot tries once, and nobody tries again. A transfer that stands still counts as
 * failed. A file that hashes to anything else is thrown away.
 */
export function downloadCommand({ download, destination, mode }: PinnedFile): readonly string[] {
  return [SCRIPT_PATH, download.url, download.sha256, destination, mode];
}
