import { finding, layersOf as fixture } from "./__fixtures__/full-platform";
import { layersOf } from "./resource-rows";

const stacks = ["dev", "prod"].flatMap((name) => fixture(name).slice(0, 3));

function row(type: string) {
  return layersOf(stacks, [])
    .flatMap(({ rows }) => rows)
    .find((each) => each.type === type)!;
}

describe("the resources of a layer", () => {
  it("stand in one row for all environments that have them, and are counted for each", () => {
    const [foundation] = layersOf([...stacks.slice(0, 1), ...fixture("prod")], []);
    expect(foundation).toMatchObject({ layer: "foundation", counts: { dev: 10, prod: 10 } });
    expect(foundation!.rows).toHaveLength(10);
  });

  it("read the same where only the environment's name tells them apart", () => {
    expect(row("aws_eks_cluster").says).toEqual([
      { text: "pitboss-‹env› · 1.35", environments: ["dev", "prod"] },
    ]);
  });

  it("say what each environment has where they differ", () => {
    const [dev, prod] = ["dev", "prod"].map((name) => fixture(name)[1]!);
    const other = {
      ...prod!,
      document: { ...prod!.document, resource: { aws_vpc: { vpc: { cidr_block: "10.16.0.0/16" } } } },
    };
    const [network] = layersOf([dev!, other], []);
    expect(network!.rows.find(({ type }) => type === "aws_vpc")!.says).toEqual([
      { text: "10.48.0.0/16", environments: ["dev"] },
      { text: "10.16.0.0/16", environments: ["prod"] },
    ]);
  });

  it("count their findings but for those that are accepted", () => {
    const findings = [
      finding("dev-cluster"),
      finding("prod-cluster", { resource: 'aws_sqs_queue.karpenter_queue["a"]' }),
      finding("prod-cluster", { verdict: "suppressed" }),
      finding("prod-network"),
    ];
    const cluster = layersOf(stacks, findings).find(({ layer }) => layer === "cluster")!;
    expect(cluster.rows.find(({ type }) => type === "aws_sqs_queue")!.findings).toBe(2);
  });

  it("show no reference that only Terraform can resolve", () => {
    const [stack] = fixture("dev");
    const reference = {
      ...stack!,
      document: { ...stack!.document, resource: { aws_x: { y: { name: "${aws_z.z.id}" } } } },
    };
    expect(layersOf([reference], [])[0]!.rows[0]!.says).toEqual([]);
  });
});
