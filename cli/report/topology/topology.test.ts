import { readEnvironments } from "../../../envs/environments";
import type { Stack } from "../../synthesis/stacks";
import { layersOf } from "../__fixtures__/full-platform";
import { topologyOf } from "./build";
import type { Drawing } from "./drawing";
import { narrowDrawing } from "./narrow";
import { flat, type Rectangle } from "./placing";
import { allIn, isGroup, type Topology } from "./topology";
import { wideDrawing } from "./wide";

const [, , prod] = readEnvironments();
const all = topologyOf(prod!, layersOf("prod"));

function titles(topology: Topology) {
  return topology.parts.flatMap(allIn).map(({ title }) => title);
}

function card(topology: Topology, id: string) {
  const part = topology.parts.flatMap(allIn).find((each) => each.id === id);
  return part === undefined || isGroup(part) ? undefined : part.facts;
}

describe("the topology of an environment", () => {
  it("has every part that was synthesized", () => {
    expect(titles(all)).toEqual(
      expect.arrayContaining(
        "Players,Cloudflare,GitHub,VPC,EKS 1.35,Argo CD,Karpenter,System nodes,general-arm64,PostgreSQL,Valkey,Kafka (MSK),DocumentDB,WireGuard gateway,Hetzner Cloud,Kubernetes (k3s),fsn1,nbg1,hel1,Backups".split(
          ",",
        ),
      ),
    );
  });

  it("reads figures from resources and from the environment's data", () => {
    expect(card(all, "postgres")).toEqual(["version 18.1", "db.r8g.xlarge", "in two zones"]);
    expect(card(all, "servers-hel1-validator")).toEqual(["2 × ccx33"]);
    expect(card(all, "k3s")).toEqual([
      "RPC nodes, indexers",
      "1 control plane, cpx41",
      "1 worker, cpx41",
      "in fsn1, nbg1",
    ]);
    expect(card(all, "pool-general-arm64")).toContain("600 nodes");
    expect(card(all, "zone-euc1-az1")).toContain("nodes 10.48.0.0/19");
    expect(card(all, "zone-euc1-az2")).toContain("NAT of another zone");
  });

  it("says who reaches the stores, as their security groups have it", () => {
    const frame = (rule: Record<string, unknown>) => {
      const resource = { aws_vpc_security_group_ingress_rule: { rule }, aws_db_instance: { postgres: {} } };
      const stacks = layersOf("prod").map((stack): Stack =>
        stack.layer === "data" ? { ...stack, document: { ...stack.document, resource } } : stack,
      );
      const parts = topologyOf(prod!, stacks).parts.flatMap(allIn);
      return parts.find(({ id }) => id === "data");
    };
    expect(frame({ referenced_security_group_id: "${x.nodes}" })).toMatchObject({
      subtitle: "reached by the cluster's nodes alone",
    });
    expect(frame({ cidr_ipv4: "10.0.0.0/8" })).toMatchObject({
      subtitle: "reached by the cluster's nodes and from 10.0.0.0/8",
    });
  });

  it("leaves out what is off, and every link to it", () => {
    const few = topologyOf(prod!, layersOf("prod").slice(0, 3));
    expect(titles(few)).not.toEqual(expect.arrayContaining(["Cloudflare"]));
    expect(few.parts.map(({ id }) => id)).toEqual(["github", "aws"]);
    const ids = few.parts.flatMap(allIn).map(({ id }) => id);
    expect(few.links.length).toBeGreaterThan(2);
    for (const { from, to } of few.links) expect(ids).toEqual(expect.arrayContaining([from, to]));
  });

  it("is nearly nothing, but no error, when nothing was synthesized", () => {
    const none = topologyOf(prod!, []);
    expect(wideDrawing(none).height).toBeGreaterThan(0);
    expect(narrowDrawing(none).height).toBeGreaterThan(0);
  });

  it("looks at the stacks of its own environment alone", () => {
    expect(topologyOf(prod!, layersOf("dev")).parts.map(({ id }) => id)).toEqual(["aws"]);
  });
});

function inside(inner: Rectangle, outer: Rectangle) {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}

function overlap(left: Rectangle, right: Rectangle) {
  return (
    left.x < right.x + right.width &&
    right.x < left.x + left.width &&
    left.y < right.y + right.height &&
    right.y < left.y + left.height
  );
}

describe.each([
  ["wide", wideDrawing],
  ["narrow", narrowDrawing],
])("the %s drawing", (_, draw) => {
  const drawings: readonly (readonly [string, Drawing])[] = [
    ["everything", draw(all)],
    ["three layers", draw(topologyOf(prod!, layersOf("prod").slice(0, 3)))],
  ];

  it.each(drawings)("of %s keeps everything in its frame, and nothing on anything else", (_name, drawing) => {
    const page = { x: 0, y: 0, width: drawing.width, height: drawing.height };
    for (const placed of flat(drawing.placed)) {
      expect([placed.part.id, inside(placed, page)]).toEqual([placed.part.id, true]);
      for (const child of placed.children)
        expect([child.part.id, inside(child, placed)]).toEqual([child.part.id, true]);
    }
    const cards = flat(drawing.placed).filter(({ part }) => !isGroup(part));
    for (const [index, left] of cards.entries())
      for (const right of cards.slice(index + 1))
        expect([left.part.id, right.part.id, overlap(left, right)]).toEqual([
          left.part.id,
          right.part.id,
          false,
        ]);
  });

  it.each(drawings)("of %s runs no arrow over a card", (_name, drawing) => {
    const cards = flat(drawing.placed).filter(({ part }) => !isGroup(part));
    for (const { corners } of drawing.arrows) {
      for (const [index, [x2, y2]] of corners.slice(1).entries()) {
        const [x1, y1] = corners[index]!;
        const stretch = {
          x: Math.min(x1, x2),
          y: Math.min(y1, y2),
          width: Math.abs(x2 - x1),
          height: Math.abs(y2 - y1),
        };
        expect(cards.filter((each) => overlap(stretch, each)).map(({ part }) => part.id)).toEqual([]);
      }
    }
  });

  it.each(drawings)("of %s sets no label on a card", (_name, drawing) => {
    const cards = flat(drawing.placed).filter(({ part }) => !isGroup(part));
    for (const { label } of drawing.arrows)
      if (label !== undefined)
        expect(
          cards.filter((each) => overlap(label, each)).map(({ part }) => `${label.text} on ${part.id}`),
        ).toEqual([]);
  });
});
