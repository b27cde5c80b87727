import type { MachinePart } from "./cloud-init";
import { lines } from "./lines";
import { HARDENING } from "./unit-hardening";

export interface NetworkUnitProps {
  /** What systemd calls it: `pitboss-routes.service`. */
  readonly name: string;
  /** What it brings, in words. */
  readonly description: string;
  /**
   * What `ip` is told to clear away before; that it was not there is no failure.
   * @default []
   */
  readonly clearing?: readonly string[];
  /** What `ip` is told, in order: `route replace 10.32.0.0/16 via 10.48.0.1`. */
  readonly steps: readonly string[];
}

/**
 * What the kernel is told of the network at every boot, whoever manages the rest of it: networkd, ifupdown or nobody. It is told again
 * until all of it succeeds, since the interface or the address that it needs may be late.
 */
export function networkUnit({ name, description, clearing = [], steps }: NetworkUnitProps): MachinePart {
  const unit = networkService(description, [
    ...clearing.map((arguments_) => `ExecStartPre=-/usr/sbin/ip ${arguments_}`),
    ...steps.map((arguments_) => `ExecStart=/usr/sbin/ip ${arguments_}`),
  ]);
  return {
    files: [
      { path: `/etc/systemd/system/${name}`, content: unit },
      {
        path: "/etc/systemd/networkd.conf.d/60-pitboss.conf",
        content: lines(
          "# Or networkd removes the routes that it did not make.",
          "[Network]",
          "ManageForeignRoutes=no",
        ),
      },
    ],
    commands: [
      ["systemctl", "daemon-reload"],
      // Without waiting: a network that is late must not hold up the rest.
      ["systemctl", "enable", "--now", "--no-block", name],
    ],
  };
}

/** A service that changes the network and nothing else: once at boot, and again until it succeeds. */
export function networkService(description: string, commands: readonly string[]): string {
  return lines(
    "[Unit]",
    `Description=${description}`,
    "Wants=network-online.target",
    "After=network-online.target",
    "",
    "[Service]",
    "Type=oneshot",
    "RemainAfterExit=yes",
    ...commands,
    "Restart=on-failure",
    "RestartSec=5",
    `${HARDENING}CapabilityBoundingSet=CAP_NET_ADMIN`,
    "RestrictAddressFamilies=AF_NETLINK",
    "",
    "[Install]",
    "WantedBy=multi-user.target",
  );
}
