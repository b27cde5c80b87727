import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** The nearest folder at or above another that is a CDKTF project, which `cdktf.json` marks; none when there is none. */
export function projectFolderAbove(folder: string): string | undefined {
  if (existsSync(join(folder, "cdktf.json"))) return folder;
  const parent = dirname(folder);
  return parent === folder ? undefined : projectFolderAbove(parent);
}

/**
 * The folder of this repository, whether what runs is the source or what was compiled of it: charts, values and the report's style
 * are found from there, since the compiler leaves what is no TypeScript where it is.
 */
export function repositoryFolder(): string {
  const folder = projectFolderAbove(__dirname);
  if (folder === undefined) throw new Error(`${__dirname}: expected to be in a folder with cdktf.json above`);
  return folder;
}
