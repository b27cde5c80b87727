import { synthesizeBuilt } from "../../tests/synthesize";
import { StoreSecurityGroup } from "./store-security-group";

const { stack } = synthesizeBuilt(
  (scope) =>
    new StoreSecurityGroup(scope, "security-group", {
      name: "pitboss-test-kafka",
      protocol: "Kafka",
      port: 9098,
      furtherPorts: { "JMX exporter": 11001 },
      vpcId: "vpc-1",
      clientSecurityGroupId: "sg-nodes",
    }),
);

describe("the security group of a store", () => {
  it("admits the cluster's nodes, at the store's own ports, and no address", () => {
    const rules = Object.values(stack.resources("aws_vpc_security_group_ingress_rule"));
    const admitted = rules.map(({ from_port, to_port, ip_protocol, referenced_security_group_id }) => ({
      from_port,
      to_port,
      ip_protocol,
      referenced_security_group_id,
    }));
    const fromNodes = { ip_protocol: "tcp", referenced_security_group_id: "sg-nodes" };
    expect(admitted).toEqual([
      { ...fromNodes, from_port: 11001, to_port: 11001 },
      { ...fromNodes, from_port: 9098, to_port: 9098 },
    ]);
    for (const rule of rules) {
      expect(rule).not.toHaveProperty("cidr_ipv4");
      expect(rule).not.toHaveProperty("cidr_ipv6");
    }
  });

  it("lets nothing out", () => {
    expect(stack.only("aws_security_group")).not.toHaveProperty("egress");
    expect(stack.types()).not.toContain("aws_vpc_security_group_egress_rule");
  });

  it("says of each rule what is spoken there", () => {
    const descriptions = Object.values(stack.resources("aws_vpc_security_group_ingress_rule")).map(
      ({ description }) => description,
    );
    expect(descriptions).toEqual([
      "JMX exporter from the nodes of the cluster",
      "Kafka from the nodes of the cluster",
    ]);
  });
});
