export { type Anchor, type AnchorFinding, type Anchors, expectedOf, type Head, openAnchors } from './anchors.ts';
export { type AnchorKeeper, keepAnchors } from './keeper.ts';
