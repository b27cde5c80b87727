import { synthesize } from "../../tests/synthesize";
import { Ipv4Block } from "./ipv4-block";
import { PrefixReservations } from "./prefix-reservations";

describe("the prefix reservations of a pod subnet", () => {
  const subnet = Ipv4Block.parse("100.64.0.0/18");
  const reservations = Object.values(
    synthesize((stack) => {
      new PrefixReservations(stack, "prefixes", { subnetId: "subnet-1", addresses: subnet });
    }).resources("aws_ec2_subnet_cidr_reservation"),
  );
  const blocks = reservations.map(({ cidr_block }) => Ipv4Block.parse(cidr_block as string));

  it("are fifteen sixteenths of it, and leave the first sixteenth to interfaces", () => {
    expect(blocks.reduce((sum, { size }) => sum + size, 0)).toBe((subnet.size * 15) / 16);
    expect(blocks.some((block) => block.overlaps(subnet.subdivide(22, 0)))).toBe(false);
  });

  it("lie in the subnet side by side, for prefixes alone", () => {
    for (const [index, block] of blocks.entries()) {
      expect(subnet.contains(block)).toBe(true);
      expect(blocks.slice(0, index).some((other) => other.overlaps(block))).toBe(false);
    }
    expect(reservations.every((reservation) => reservation.reservation_type === "prefix")).toBe(true);
  });
});
