import { synthesize, type SynthesizedStack } from "../../tests/synthesize";
import { Ipv4Block } from "./ipv4-block";
import { type EndpointCoverage, VpcEndpoints } from "./vpc-endpoints";

function endpointsOf(coverage: EndpointCoverage): SynthesizedStack {
  return synthesize((stack) => {
    new VpcEndpoints(stack, "endpoints", {
      name: "pitboss-test",
      region: "eu-central-1",
      vpcId: "vpc-1",
      coverage,
      subnetIds: { "euc1-az1": "subnet-1", "euc1-az2": "subnet-2" },
      routeTableIds: ["rtb-1", "rtb-2"],
      clients: { vpc: Ipv4Block.parse("10.16.0.0/16"), pods: Ipv4Block.parse("100.64.0.0/16") },
    });
  });
}

function services(stack: SynthesizedStack, type: string): string[] {
  return Object.values(stack.resources("aws_vpc_endpoint"))
    .filter((endpoint) => endpoint.vpc_endpoint_type === type)
    .map((endpoint) => (endpoint.service_name as string).replace("com.amazonaws.eu-central-1.", ""))
    .sort();
}

describe("the endpoints of a VPC", () => {
  it("reach S3 and DynamoDB through every route table", () => {
    const stack = endpointsOf("essential");
    expect(services(stack, "Gateway")).toEqual(["dynamodb", "s3"]);
    expect(stack.at("aws_vpc_endpoint", "endpoints/s3").route_table_ids).toEqual(["rtb-1", "rtb-2"]);
  });

  it("are, where only the essential is wanted, those without which no node starts or no VPC ends", () => {
    expect(services(endpointsOf("essential"), "Interface")).toEqual([
      "ecr.api",
      "ecr.dkr",
      "guardduty-data",
      "sts",
    ]);
  });

  it("are otherwise all that nodes, Karpenter and the agents call", () => {
    expect(services(endpointsOf("all"), "Interface")).toEqual(
      expect.arrayContaining([
        "ec2",
        "ecr.api",
        "eks-auth",
        "elasticloadbalancing",
        "logs",
        "sqs",
        "ssm",
        "sts",
      ]),
    );
  });

  it("answer under the services' public names, in every zone", () => {
    expect(endpointsOf("essential").at("aws_vpc_endpoint", "endpoints/ecr-api")).toMatchObject({
      private_dns_enabled: true,
      subnet_ids: ["subnet-1", "subnet-2"],
    });
  });

  it("let nodes and pods call by HTTPS, and nobody else by anything", () => {
    const rules = Object.values(endpointsOf("all").resources("aws_vpc_security_group_ingress_rule"));
    expect(
      rules.map(({ cidr_ipv4, from_port, to_port, ip_protocol }) => [
        cidr_ipv4,
        ip_protocol,
        from_port,
        to_port,
      ]),
    ).toEqual([
      ["100.64.0.0/16", "tcp", 443, 443],
      ["10.16.0.0/16", "tcp", 443, 443],
    ]);
  });
});
