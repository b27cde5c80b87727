import { gzipSync } from "node:zlib";
import { terraformLiteral } from "../core/terraform-literal";

/** What Hetzner takes as `user_data`, in bytes: https://docs.hetzner.cloud/reference/cloud#servers-create-a-server */
const MAXIMUM_BYTES = 32_768;

/** A value that only Terraform knows counts as this many bytes: what stands in for it at synth is shorter than an ARN. */
const UNKNOWN_VALUE_BYTES = 200;

/** Where CDKTF will put a reference. */
const TOKEN = /\$\{TfToken\[[^\]]*\]\}/g;

/** The tenth byte of a gzip file names the system that wrote it (RFC 1952); 255 is for unknown. */
const GZIP_SYSTEM = { at: 9, unknown: 255 } as const;

/** A file on a machine. */
export interface MachineFile {
  /** Where it is, from the root. */
  readonly path: string;
  readonly content: string;
  /** Its mode in octal. @default "0644" */
  readonly permissions?: string;
  /**
   * `user:group`. Files are written before packages are installed, so only users that the image has.
   * @default "root:root"
   */
  readonly owner?: string;
  /** Whether it is written as gzip, which pays from about a kilobyte on; it can then hold no value that only Terraform knows. @default false */
  readonly compressed?: boolean;
}

/** A command: a line for the shell, or a program with its arguments. */
export type MachineCommand = string | readonly string[];

/** One concern of a machine's first boot. */
export interface MachinePart {
  /** @default [] */
  readonly files?: readonly MachineFile[];
  /** Debian packages. @default [] */
  readonly packages?: readonly string[];
  /** What runs early at every boot, before files are written and the network is up. @default [] */
  readonly bootCommands?: readonly MachineCommand[];
  /** What runs once, after the packages are there, in the order of the parts. @default [] */
  readonly commands?: readonly MachineCommand[];
}

/**
 * What a machine is told at its first boot, as cloud-config. It is written as JSON, which is YAML that nobody has to indent. It holds
 * no secret: Hetzner shows user data to everyone who may read the server, Terraform keeps it in its state, and any process on the
 * machine can ask for it.
 */
export class CloudInit {
  /** The cloud-config, as the machine reads it. */
  readonly text: string;
  /** The same for a Terraform attribute: what Terraform would take for a template of its own is escaped. */
  readonly userData: string;

  /**
   * @param machine the machine's name, for messages
   * @throws if two parts write different files to one path, a compressed file holds a value that only Terraform knows, a text is
   *   escaped for Terraform already, or the whole is larger than Hetzner takes.
   */
  constructor(machine: string, parts: readonly MachinePart[]) {
    const lists = {
      packages: packagesOf(parts),
      write_files: filesOf(machine, parts).map(written(machine)),
      bootcmd: parts.flatMap(({ bootCommands = [] }) => bootCommands),
      runcmd: parts.flatMap(({ commands = [] }) => commands),
    };
    const config = {
      // Nobody signs in by password, and there is no user but root, who signs in by key or not at all. Debian's own cloud.cfg has
      // `disable_root: true`, by which each key of root's would do no more than name the user to sign in as.
      ssh_pwauth: false,
      disable_root: false,
      users: [],
      package_update: true,
      package_upgrade: true,
      // cloud-init's schema refuses an empty list.
      ...Object.fromEntries(Object.entries(lists).filter(([, items]) => items.length > 0)),
    };
    this.text = `#cloud-config\n${JSON.stringify(config)}\n`;
    this.userData = terraformLiteral(this.text);
    if (this.size > MAXIMUM_BYTES) {
      throw new Error(
        `${machine}: the cloud-init has ${this.size} bytes, Hetzner takes at most ${MAXIMUM_BYTES}; ` +
          "compress its large files or fetch them at boot",
      );
    }
  }

  /** What the machine will be sent, in bytes: exact, unless Terraform puts values in. */
  get size(): number {
    const known = this.text.replace(TOKEN, "");
    return Buffer.byteLength(known) + UNKNOWN_VALUE_BYTES * (this.text.match(TOKEN)?.length ?? 0);
  }
}

/** The packages of all parts, each once. */
export function packagesOf(parts: readonly MachinePart[]): readonly string[] {
  return [...new Set(parts.flatMap(({ packages = [] }) => packages))].sort();
}

/**
 * The files of all parts; one that several parts share is written once.
 *
 * @throws if two parts write different files to one path.
 */
export function filesOf(machine: string, parts: readonly MachinePart[]): readonly MachineFile[] {
  const files = new Map<string, MachineFile>();
  for (const file of parts.flatMap(({ files = [] }) => files)) {
    const other = files.get(file.path);
    if (other !== undefined && JSON.stringify(other) !== JSON.stringify(file)) {
      throw new Error(`${machine}: two parts write different files to ${file.path}, expected one`);
    }
    files.set(file.path, file);
  }
  return [...files.values()];
}

function written(machine: string): (file: MachineFile) => Readonly<Record<string, string>> {
  return (file): Readonly<Record<string, string>> => {
    const { path, content, permissions = "0644", owner = "root:root", compressed = false } = file;
    if (!compressed) return { path, permissions, owner, content };
    if (content.search(TOKEN) >= 0) {
      throw new Error(
        `${machine}: ${path} is compressed at synth, so it cannot hold a value that only Terraform knows`,
      );
    }
    return { path, permissions, owner, encoding: "gz+b64", content: gzipped(content) };
  };
}

/** The same bytes for the same content, on every machine that synthesizes. */
function gzipped(content: string): string {
  // Without a file, gzip's time stamp is 0.
  const bytes = gzipSync(content, { level: 9 });
  bytes[GZIP_SYSTEM.at] = GZIP_SYSTEM.unknown;
  return bytes.toString("base64");
}
