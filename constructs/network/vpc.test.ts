import { synthesize, type SynthesizedStack } from "../../tests/synthesize";
import { AddressPlan } from "./address-plan";
import type { NatStrategy } from "./nat-gateways";
import { Vpc } from "./vpc";

const ZONES = { "euc1-az1": 0, "euc1-az2": 1, "euc1-az3": 2 };

function vpcOf(nat: NatStrategy = "per-zone", zones: Record<string, number> = ZONES): SynthesizedStack {
  return synthesize((stack) => {
    new Vpc(stack, "vpc", {
      name: "pitboss-test",
      addresses: AddressPlan.from({
        vpc: "10.16.0.0/16",
        pods: "100.64.0.0/16",
        services: "172.20.0.0/16",
        zones,
        hetzner: {
          network: "10.17.0.0/16",
          vSwitch: "10.17.128.0/20",
          pods: "10.18.0.0/16",
          services: "172.21.0.0/16",
        },
        wireGuard: "10.19.0.0/24",
        maxNodes: 50,
        podsPerNode: 50,
      }),
      nat,
      nodeSubnetTags: { "karpenter.sh/discovery": "pitboss-test" },
    });
  });
}

/** What a route table sends to the rest of the world, by the path of the tier. */
function internetRoutes(stack: SynthesizedStack): string[] {
  return Object.keys(stack.resources("aws_route")).map((id) => id.replace(/_[0-9A-F]{8}$/, ""));
}

describe("a VPC", () => {
  const stack = vpcOf();

  it("has a subnet of each tier in each zone, found by AZ id", () => {
    const subnets = Object.values(stack.resources("aws_subnet"));
    expect(subnets).toHaveLength(15);
    expect(stack.at("aws_subnet", "vpc/private/euc1-az2/subnet")).toMatchObject({
      availability_zone_id: "euc1-az2",
      cidr_block: "10.16.32.0/19",
    });
    expect(subnets.some((subnet) => subnet.map_public_ip_on_launch === true)).toBe(false);
  });

  it("gives pods a secondary range of 100.64.0.0/10 in each zone, in subnets that wait for it", () => {
    expect(stack.at("aws_vpc_ipv4_cidr_block_association", "pod-range-euc1-az1")).toMatchObject({
      cidr_block: "100.64.0.0/18",
    });
    const { vpc_id, cidr_block } = stack.at("aws_subnet", "vpc/pods/euc1-az1/subnet");
    expect(cidr_block).toBe("100.64.0.0/18");
    expect(vpc_id).toMatch(/^\$\{aws_vpc_ipv4_cidr_block_association\..*\.vpc_id\}$/);
  });

  it("keeps the pods' subnets for prefixes, and only those", () => {
    const reservations = Object.values(stack.resources("aws_ec2_subnet_cidr_reservation"));
    expect(reservations).toHaveLength(12);
    expect(reservations.every(({ cidr_block }) => (cidr_block as string).startsWith("100.64."))).toBe(true);
  });

  it("tells the CNI to take pod addresses from the pod subnets and never from the nodes'", () => {
    const tagsOf = (tier: string) => stack.at("aws_subnet", `vpc/${tier}/euc1-az1/subnet`).tags;
    expect(tagsOf("pods")).toMatchObject({ "kubernetes.io/role/cni": "1" });
    expect(tagsOf("private")).toMatchObject({
      "kubernetes.io/role/cni": "0",
      "kubernetes.io/role/internal-elb": "1",
      "karpenter.sh/discovery": "pitboss-test",
    });
    expect(tagsOf("data")).toEqual({ Name: "pitboss-test-data-euc1-az1" });
  });

  it("sends public, private and pod subnets to the internet, and neither data stores nor the control plane", () => {
    const tiers = new Set(
      internetRoutes(stack).map((route) => route.replace(/^vpc_(.*)_euc1-az\d-internet$/, "$1")),
    );
    expect([...tiers].sort()).toEqual(["pods", "private", "public"]);
  });

  it("closes the default security group and measures address usage", () => {
    expect(stack.only("aws_default_security_group")).not.toHaveProperty("ingress");
    expect(stack.only("aws_default_security_group")).not.toHaveProperty("egress");
    expect(stack.only("aws_vpc")).toMatchObject({
      cidr_block: "10.16.0.0/16",
      enable_network_address_usage_metrics: true,
    });
  });
});

describe("the NAT gateways of a VPC", () => {
  const natOf = (stack: SynthesizedStack, tier: string, zone: string) =>
    stack.at("aws_route", `vpc/${tier}/${zone}-internet`).nat_gateway_id;

  it("stand in each zone and carry its traffic alone", () => {
    const stack = vpcOf("per-zone");
    expect(Object.keys(stack.resources("aws_nat_gateway"))).toHaveLength(3);
    for (const tier of ["private", "pods"]) {
      expect(natOf(stack, tier, "euc1-az3")).toMatch(/aws_nat_gateway\.vpc_nat_euc1-az3_gateway_\w+\.id/);
    }
  });

  it("wait for the internet gateway, and go before it", () => {
    const stack = vpcOf();
    for (const type of ["aws_eip", "aws_nat_gateway"]) {
      for (const { depends_on } of Object.values(stack.resources(type))) {
        expect(depends_on).toEqual([expect.stringMatching(/^aws_internet_gateway\.vpc_internet-gateway_/)]);
      }
    }
  });

  it("are one for all zones when a single one is wanted", () => {
    const stack = vpcOf("single");
    expect(Object.keys(stack.resources("aws_nat_gateway"))).toHaveLength(1);
    expect(natOf(stack, "private", "euc1-az3")).toBe(natOf(stack, "pods", "euc1-az1"));
  });
});

describe("a zone", () => {
  it("that comes or goes changes no address and no state address of another", () => {
    const three = vpcOf();
    const four = synthesizedSubnets(vpcOf("per-zone", { "euc1-az0": 3, ...ZONES }));
    for (const [id, subnet] of Object.entries(synthesizedSubnets(three))) expect(four[id]).toEqual(subnet);
  });
});

describe("a single NAT gateway", () => {
  it("stays, and its address with it, when a zone comes whose id sorts before its own", () => {
    const addresses = (zones: Record<string, number>) =>
      Object.keys(vpcOf("single", zones).resources("aws_eip"));
    const zones = { "use1-az4": 0, "use1-az5": 1, "use1-az6": 2 };
    expect(addresses({ ...zones, "use1-az1": 3 })).toEqual(addresses(zones));
    expect(addresses(zones)).toEqual([expect.stringContaining("use1-az4")]);
  });
});

function synthesizedSubnets(stack: SynthesizedStack) {
  return Object.fromEntries(
    Object.entries(stack.resources("aws_subnet")).map(([id, { cidr_block, availability_zone_id }]) => [
      id,
      { cidr_block, availability_zone_id },
    ]),
  );
}
