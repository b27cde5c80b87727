import { parse } from "yaml";
import { testPlace } from "../../tests/fleet";
import { policyOf, synthesize } from "../../tests/synthesize";
import { Ipv4Block } from "../network/ipv4-block";
import { AwsGateway, AwsGatewayAddress, type AwsGatewayProps } from "./aws-gateway";
import { gatewayImage } from "./software-catalogue";
import { Tunnel } from "./tunnel";

const ranges = ["10.17.0.0/16", "10.18.0.0/16", "10.19.0.0/24"].map((cidr) => Ipv4Block.parse(cidr));
const key = (name: string) => `arn:aws:kms:eu-central-1:111122223333:key/${name}`;

const plainTunnel = new Tunnel({
  transfer: Ipv4Block.parse("10.19.0.0/24"),
  mtu: 1440,
  vpcRange: Ipv4Block.parse("10.16.0.0/16"),
  hetznerRanges: ranges,
  hetznerNetwork: ranges[0]!,
  publicKeys: {
    aws: "TrMvSoP4jYQlY6RIzBgbssQqY3vxI2Pi+y71lOWWXX0=",
    hetzner: "gN65BkIKy1eCE9pP1wdc8ROUtkHLF2PfAqYdyYBz6EA=",
  },
  translatedFor: [],
}).endAtAws("203.0.113.9");

function gatewayWith(changes: Partial<AwsGatewayProps> = {}) {
  return synthesize((stack) => {
    new AwsGateway(stack, "gateway", {
      place: testPlace(),
      vpcId: "vpc-1",
      vpcRange: "10.16.0.0/16",
      subnetId: "subnet-1",
      instanceType: "t4g.small",
      publicAddress: new AwsGatewayAddress(stack, "address", { name: "pitboss-test-gateway" }),
      tunnel: plainTunnel,
      routedHere: ranges,
      routeTableIds: {
        private: { "euc1-az1": "rtb-1", "euc1-az2": "rtb-2" },
        data: { "euc1-az1": "rtb-3" },
      },
      secretFolder: "pitboss-test/chains/aws-gateway",
      secretsKeyArn: key("data"),
      volumeKeyArn: key("nodes"),
      alertTopicArn: "arn:aws:sns:eu-central-1:111122223333:alerts",
      instanceTags: { owner: "platform" },
      protect: true,
      ...changes,
    });
  });
}

describe("the gateway on AWS", () => {
  const stack = gatewayWith();
  const instance = stack.only("aws_instance");
  const networkInterface = stack.only("aws_network_interface");

  it("is an instance behind an interface and an address that outlive it", () => {
    expect(instance.primary_network_interface).toEqual({
      network_interface_id: expect.stringMatching(/^\$\{aws_network_interface\./),
    });
    expect(stack.only("aws_eip_association").network_interface_id).toMatch(/^\$\{aws_network_interface\./);
    expect(instance).not.toHaveProperty("subnet_id");
    expect(instance.user_data_replace_on_change).toBe(true);
  });

  it("passes on packets that are neither from it nor for it", () => {
    expect(networkInterface.source_dest_check).toBe(false);
  });

  it("is where each route table sends each range of Hetzner's", () => {
    const routes = Object.values(stack.resources("aws_route"));
    const sent = routes.map(
      (route) => `${String(route.route_table_id)} ${String(route.destination_cidr_block)}`,
    );
    expect(sent.sort()).toEqual(
      ["rtb-1", "rtb-2", "rtb-3"]
        .flatMap((table) => ranges.map((range) => `${table} ${range.toString()}`))
        .sort(),
    );
    for (const route of routes) expect(route.network_interface_id).toMatch(/^\$\{aws_network_interface\./);
  });

  it("lets in WireGuard from the other end alone, and all from the VPC", () => {
    const inbound = Object.values(stack.resources("aws_vpc_security_group_ingress_rule"));
    const said = inbound.map(({ cidr_ipv4, ip_protocol, from_port }) => [cidr_ipv4, ip_protocol, from_port]);
    expect(said.sort()).toEqual([
      ["10.16.0.0/16", "-1", undefined],
      ["203.0.113.9/32", "udp", 51820],
    ]);
  });

  it("has an image that only a change here replaces, though AWS deprecates it meanwhile", () => {
    const data = stack.document.data as Record<string, Record<string, unknown>>;
    expect(Object.values(data.aws_ami!)[0]).toMatchObject({
      owners: ["amazon"],
      include_deprecated: true,
      filter: [{ name: "name", values: [gatewayImage.version] }],
    });
  });

  it("keeps its metadata to itself, its volume encrypted, and itself from being ended by a slip", () => {
    expect(instance.metadata_options).toEqual({
      http_endpoint: "enabled",
      http_tokens: "required",
      http_put_response_hop_limit: 1,
    });
    expect(instance.root_block_device).toMatchObject({ encrypted: true, kms_key_id: key("nodes") });
    expect(instance.disable_api_termination).toBe(true);
    expect(gatewayWith({ protect: false }).only("aws_instance").disable_api_termination).toBe(false);
  });

  it("may read its own secret, and be reached by Session Manager", () => {
    const statements = policyOf(stack.only("aws_iam_role_policy")).Statement;
    expect(statements.map(({ Action }) => Action)).toEqual(["secretsmanager:GetSecretValue", "kms:Decrypt"]);
    expect(statements[0]!.Resource).toBe(
      "arn:aws:secretsmanager:eu-central-1:111122223333:secret:pitboss-test/chains/aws-gateway/*",
    );
    expect(stack.only("aws_iam_role_policy_attachment").policy_arn).toBe(
      "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore",
    );
    expect(instance).not.toHaveProperty("key_name");
  });

  it("comes back by itself when its hardware or its system fails, and somebody hears of it", () => {
    const alarms = Object.values(stack.resources("aws_cloudwatch_metric_alarm"));
    const actions = alarms.map(({ metric_name, alarm_actions }) => [
      metric_name,
      ...(alarm_actions as string[]),
    ]);
    expect(actions.sort()).toEqual([
      [
        "StatusCheckFailed_Instance",
        "arn:aws:automate:eu-central-1:ec2:reboot",
        expect.stringContaining(":alerts"),
      ],
      [
        "StatusCheckFailed_System",
        "arn:aws:automate:eu-central-1:ec2:recover",
        expect.stringContaining(":alerts"),
      ],
    ]);
  });

  it("fetches its key by its own role, before the tunnel starts", () => {
    const text = instance.user_data as string;
    expect(text).toContain("--secret-id pitboss-test/chains/aws-gateway/wireguard-private-key");
    expect(text).toContain("Requires=pitboss-secrets.service");
  });

  it("answers nothing but WireGuard itself, though its security group lets in all that it passes on", () => {
    const { write_files: files, runcmd } = parse(instance.user_data as string) as {
      write_files: { path: string; content: string }[];
      runcmd: unknown[];
    };
    const rules = files.find(({ path }) => path === "/etc/pitboss/firewall.nft")?.content ?? "";
    expect(rules).toContain("type filter hook input priority filter; policy drop;");
    expect(rules.match(/dport .* accept/g)).toEqual(["dport 68 accept", "dport { 51820 } accept"]);
    expect(runcmd).toContainEqual(["systemctl", "enable", "--now", "pitboss-firewall.service"]);
  });

  it("refuses a tunnel that is more than EC2 takes", () => {
    const many = Array.from({ length: 450 }, (_, index) =>
      Ipv4Block.parse("10.0.0.0/8").subdivide(20, index),
    );
    const tunnel = { ...plainTunnel, peer: { ...plainTunnel.peer, ranges: many.map(String) } };
    expect(() => gatewayWith({ tunnel })).toThrow(/aws-gateway: got \d+ bytes/);
  });
});
