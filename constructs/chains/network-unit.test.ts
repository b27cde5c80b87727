import { networkUnit } from "./network-unit";

const NAME = "pitboss-test.service";

const part = networkUnit({
  name: NAME,
  description: "A way",
  clearing: ["link delete dev one"],
  steps: ["link add name one type dummy", "link set dev one up"],
});

function content(path: string): string {
  return part.files!.find((file) => file.path === path)!.content;
}

const unit = content(`/etc/systemd/system/${NAME}`);

describe("a unit of the network", () => {
  it("clears away what may be there, then tells the kernel in order, once the network is up", () => {
    expect(unit.match(/^(After|Exec\w+)=.*$/gm)).toEqual([
      "After=network-online.target",
      "ExecStartPre=-/usr/sbin/ip link delete dev one",
      "ExecStart=/usr/sbin/ip link add name one type dummy",
      "ExecStart=/usr/sbin/ip link set dev one up",
    ]);
  });

  it("tries again until all of it succeeds, and holds nothing up meanwhile", () => {
    expect(unit).toMatch(/^Restart=on-failure$/m);
    expect(part.commands).toContainEqual(["systemctl", "enable", "--now", "--no-block", NAME]);
  });

  it("may change the network and nothing else", () => {
    expect(unit).toMatch(/^CapabilityBoundingSet=CAP_NET_ADMIN$/m);
    expect(unit).toMatch(/^RestrictAddressFamilies=AF_NETLINK$/m);
    expect(unit).toMatch(/^ProtectSystem=strict$/m);
  });

  it("keeps what it made when networkd starts again", () => {
    expect(content("/etc/systemd/networkd.conf.d/60-pitboss.conf")).toMatch(/^ManageForeignRoutes=no$/m);
  });
});
