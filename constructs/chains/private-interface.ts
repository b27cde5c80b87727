import { LINK_MTU } from "../network/mtu";
import type { MachinePart } from "./cloud-init";
import { networkService } from "./network-unit";
import { networkGateway } from "./private-addresses";

const SCRIPT_PATH = "/usr/local/sbin/pitboss-private-interface";
const UNIT = "pitboss-private-interface.service";

/** How Hetzner's hardware addresses begin on private networks: the udev rules of github.com/hetznercloud/hc-utils. */
const HARDWARE_PREFIX = "86:00:00:";

export interface PrivateInterfaceProps {
  /** The whole Hetzner network, as CIDR. */
  readonly network: string;
  /** The machine's address in it. */
  readonly address: string;
}

/**
 * The address of a cloud server in the private network. Hetzner's images ask DHCP for it by a package of their own, when the interface
 * appears, which is after the server has started (terraform-provider-hcloud attaches the network then). Nothing of a machine works
 * without it, and not every image has the package: so where the address is not there after half a minute, this gives it, as
 * DHCP would have. https://docs.hetzner.com/cloud/networks/server-configuration
 */
export function privateInterface(props: PrivateInterfaceProps): MachinePart {
  return {
    files: [
      { path: SCRIPT_PATH, content: scriptOf(props), permissions: "0755" },
      { path: `/etc/systemd/system/${UNIT}`, content: INTERFACE_UNIT },
    ],
    commands: [
      ["systemctl", "daemon-reload"],
      // Without waiting, as for routes.
      ["systemctl", "enable", "--now", "--no-block", UNIT],
    ],
  };
}

function scriptOf({ network, address }: PrivateInterfaceProps): string {
  const gateway = networkGateway(network);
  return `#!/bin/sh
# Gives the private interface its address, unless DHCP has.
set -eu
attempts=30
until ip -4 -oneline address show to ${address}/32 | grep -q .; do
  attempts=$((attempts - 1))
  [ "$attempts" -gt 0 ] || break
  sleep 1
done
[ "$attempts" -eq 0 ] || exit 0
for file in /sys/class/net/*/address; do
  case $(cat "$file") in ${HARDWARE_PREFIX}*) ;; *) continue ;; esac
  device=$(basename "$(dirname "$file")")
  ip link set dev "$device" mtu ${LINK_MTU.hetznerNetwork} up
  ip address replace ${address}/32 dev "$device"
  ip route replace ${gateway}/32 dev "$device" scope link
  ip route replace ${network} via ${gateway} dev "$device"
  exit 0
done
echo "no private interface: restart the server if Hetzner shows one" >&2
exit 1
`;
}

const INTERFACE_UNIT = networkService("The address of the private network", [`ExecStart=${SCRIPT_PATH}`]);
