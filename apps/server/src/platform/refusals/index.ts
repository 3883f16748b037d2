export { openRefusals, type Refusal, type RefusedActor } from './refusals.ts';
