import type { MachinePart } from "./cloud-init";
import { networkGateway } from "./private-addresses";

export interface PrivateRoutesProps {
  /** The whole Hetzner network, as CIDR. */
  readonly network: string;
  /** What lies behind the WireGuard gateway, as CIDR. */
  readonly destinations: readonly string[];
  /** The largest packet on the way there, in bytes. */
  readonly mtu: number;
}

const UNIT = "pitboss-routes.service";

/**
 * A cloud server's routes to what lies behind the WireGuard gateway. Hetzner's own configuration routes the network's
 * range alone into the network, so that everything else would leave by the public interface, where private addresses
 * end.
 *
 * The next hop is Hetzner's gateway, which knows the network's routes; through it the kernel finds the private
 * interface, whose name differs between server types. The routes say how large a packet may be, so that nothing depends
 * on notices from the tunnel.
 */
export function privateRoutes({ network, destinations, mtu }: PrivateRoutesProps): MachinePart {
  const gateway = networkGateway(network);
  const routes = destinations.map(
    (destination) => `ExecStart=/usr/sbin/ip route replace ${destination} via ${gateway} mtu ${mtu}`,
  );
  const unit = [
    "[Unit]",
    "Description=Routes to the VPC",
    "Wants=network-online.target",
    "After=network-online.target",
    "",
    "[Service]",
    "Type=oneshot",
    "RemainAfterExit=yes",
    ...routes,
    // The private interface may get its address later than the public one.
    "Restart=on-failure",
    "RestartSec=5",
    "",
    "[Install]",
    "WantedBy=multi-user.target",
  ];
  return {
    files: [
      { path: `/etc/systemd/system/${UNIT}`, content: text(unit) },
      {
        path: "/etc/systemd/networkd.conf.d/60-pitboss.conf",
        content: text([
          "# Or networkd removes the routes that it did not make.",
          "[Network]",
          "ManageForeignRoutes=no",
        ]),
      },
    ],
    commands: [
      ["systemctl", "daemon-reload"],
      // Without waiting: a route that is late must not hold up the rest.
      ["systemctl", "enable", "--now", "--no-block", UNIT],
    ],
  };
}

function text(lines: readonly string[]): string {
  return `${lines.join("\n")}\n`;
}
