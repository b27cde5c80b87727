import { Ipv4Block } from "../network/ipv4-block";
import { LINK_MTU } from "../network/mtu";
import { filesOf, type MachineCommand, type MachineFile, type MachinePart, packagesOf } from "./cloud-init";
import { lines } from "./lines";
import { networkUnit } from "./network-unit";
import { networkGateway } from "./private-addresses";
import { MACHINE_IMAGE } from "./software-catalogue";

export interface RobotBootstrapProps {
  /** The host name. */
  readonly name: string;
  /** The machine's address on the vSwitch. */
  readonly address: string;
  /** Its network interface, as the kernel calls it: `enp0s31f6`. */
  readonly networkInterface: string;
  readonly vSwitch: {
    /** The subnet of its machines, as CIDR. */
    readonly range: string;
    /** The VLAN that Robot gave it, 4000 to 4091. */
    readonly vlan: number;
  };
  /** What is reached by the vSwitch's gateway: the cloud servers' network, and what lies behind WireGuard; as CIDR. */
  readonly destinations: readonly string[];
  /** What the machine becomes: the parts that a cloud server has in its cloud-init. */
  readonly parts: readonly MachinePart[];
}

/** The name of the VLAN's interface. */
const INTERFACE = "vswitch";
/** A line that ends a file in the script, and that no file has. */
const END = "PITBOSS-END-OF-FILE";
const BOOT_SCRIPT = "/usr/local/sbin/pitboss-boot";

/**
 * What makes a dedicated machine a part of the chain: one script, run once by root on a fresh Debian, of the release that
 * cloud servers have. Robot knows no cloud-init, so it does what cloud-init would, with the same parts, and stops at the
 * first command that fails; it may be run again.
 *
 * From then on SSH listens on the vSwitch alone. Whoever locks himself out takes Robot's rescue system.
 *
 * @throws if two parts write different files to one path.
 */
export function robotBootstrap(props: RobotBootstrapProps): string {
  const parts = [network(props), access(props), ...props.parts, boot(props.parts)];
  const packages = packagesOf(parts);
  return lines(
    "#!/bin/bash",
    `# Makes ${props.name} a machine of the chain. Run it once, as root, on a fresh ${MACHINE_IMAGE}; the machine restarts at the end.`,
    "set -euo pipefail",
    'test "$(id --user)" = 0 || { echo "run this as root" >&2; exit 1; }',
    `test "$(. /etc/os-release && echo "$ID-$VERSION_ID")" = ${MACHINE_IMAGE} || { echo "expected ${MACHINE_IMAGE}" >&2; exit 1; }`,
    `ip link show dev ${props.networkInterface} >/dev/null || { echo "expected the interface ${props.networkInterface}" >&2; exit 1; }`,
    `hostnamectl set-hostname ${props.name}`,
    ...filesOf(props.name, parts).map(writing),
    "export DEBIAN_FRONTEND=noninteractive",
    "apt-get update",
    "apt-get --yes dist-upgrade",
    ...(packages.length > 0 ? [`apt-get --yes install ${packages.join(" ")}`] : []),
    ...parts.flatMap(({ commands = [] }) => commands).map(commandLine),
    "systemctl reboot",
  );
}

/**
 * The lines that write a file, whatever is in it.
 *
 * @throws if the file has the line that ends one.
 */
export function writing({ path, content, permissions = "0644", owner = "root:root" }: MachineFile): string {
  if (content.split("\n").includes(END)) throw new Error(`${path}: expected no line "${END}", got one`);
  const [user = "root", group = user] = owner.split(":");
  const target = `--mode=${permissions} --owner=${user} --group=${group} /dev/stdin ${quoted(path)}`;
  return [`install -D ${target} <<'${END}'`, content.replace(/\n$/, ""), END].join("\n");
}

/**
 * A VLAN on the vSwitch, with the way to the cloud servers: https://docs.hetzner.com/cloud/networks/connect-dedi-vswitch. It is
 * made anew at each start, since the number of a VLAN that is there cannot be changed.
 */
function network({ address, networkInterface, vSwitch, destinations }: RobotBootstrapProps): MachinePart {
  const { range, vlan } = vSwitch;
  const gateway = networkGateway(range);
  return networkUnit({
    name: "pitboss-vswitch.service",
    description: "The VLAN of the vSwitch, and routes through it",
    clearing: [`link delete dev ${INTERFACE}`],
    steps: [
      `link add link ${networkInterface} name ${INTERFACE} mtu ${LINK_MTU.vSwitch} type vlan id ${vlan}`,
      `address add ${address}/${Ipv4Block.parse(range).prefix} dev ${INTERFACE}`,
      `link set dev ${INTERFACE} up`,
      ...destinations.map((destination) => `route replace ${destination} via ${gateway}`),
    ],
  });
}

/** SSH by key, from the private network alone: Robot's own firewall is filled in by hand, and no part of this repository. */
function access({ address }: RobotBootstrapProps): MachinePart {
  return {
    files: [
      {
        path: "/etc/ssh/sshd_config.d/10-pitboss.conf",
        content: lines(
          `ListenAddress ${address}`,
          "PermitRootLogin prohibit-password",
          "PasswordAuthentication no",
          "KbdInteractiveAuthentication no",
          "AllowTcpForwarding no",
          "X11Forwarding no",
        ),
      },
      {
        path: "/etc/sysctl.d/60-pitboss-ssh.conf",
        content: lines("# SSH listens before the vSwitch has its address.", "net.ipv4.ip_nonlocal_bind = 1"),
      },
    ],
  };
}

/** What cloud-init would run early at every boot. */
function boot(parts: readonly MachinePart[]): MachinePart {
  const commands = parts.flatMap(({ bootCommands = [] }) => bootCommands);
  if (commands.length === 0) return {};
  const script = lines("#!/bin/bash", "set -euo pipefail", ...commands.map(commandLine));
  const unit = lines(
    "[Unit]",
    "Description=What this machine does early at every boot",
    "DefaultDependencies=no",
    "After=local-fs.target",
    "Before=network-pre.target",
    "Wants=network-pre.target",
    "",
    "[Service]",
    "Type=oneshot",
    "RemainAfterExit=yes",
    `ExecStart=${BOOT_SCRIPT}`,
    "",
    "[Install]",
    "WantedBy=multi-user.target",
  );
  return {
    files: [
      { path: BOOT_SCRIPT, content: script, permissions: "0755" },
      { path: "/etc/systemd/system/pitboss-boot.service", content: unit },
    ],
    commands: [["systemctl", "enable", "pitboss-boot.service"]],
  };
}

function commandLine(command: MachineCommand): string {
  return typeof command === "string" ? command : command.map(quoted).join(" ");
}

/** A word as the shell takes it literally. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
