import type { NodeMark } from "./graph/types";

/** A part of a sign: an SVG element and its attributes. A part without a fill has the sign's. */
export type SignPart = readonly [
  tag: "path" | "rect" | "circle",
  attributes: Readonly<Record<string, string>>,
];

const path = (d: string): SignPart => ["path", { d }];
const token: SignPart[] = [["rect", { x: "0.8", y: "2.4", width: "10.4", height: "7.2", rx: "2" }]];
const triangle = path("M6 0.8 11.8 11H0.2Z");

/** The sign of each mark, and of a token, on a ground of 12 by 12. Its colours stand where it is drawn. */
export const signShapes: Readonly<Record<NodeMark | "token", readonly SignPart[]>> = {
  attn: [path("M6 0.2 11.8 6 6 11.8 0.2 6Z")],
  resid: [["rect", { x: "1.2", y: "1.2", width: "9.6", height: "9.6", rx: "0.8" }]],
  mlp: [triangle],
  token,
  embed: token,
  pos: [path("M0.8 6h10.4M3.4 3.2v5.6M8.6 3.2v5.6")],
  error: [path("M2 2l8 8M10 2l-8 8")],
  opaque: [triangle],
  bias: [path("M1.5 10.5V1.5M1.5 10.5H10.5M1.5 6.5 10.5 3")],
  target: [
    ["circle", { cx: "6", cy: "6", r: "5.2" }],
    ["circle", { cx: "6", cy: "6", r: "2", fill: "currentColor", stroke: "none" }],
  ],
  group: [path("M3.6 0.9H11.1V8.4M0.9 3.6H8.4V11.1H0.9Z")],
};
