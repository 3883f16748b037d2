import { planCancellation } from '@mosaajii/domain/layaway';
import { type Minor, minor } from '@mosaajii/domain/money';
import { ENGINE_VERSION, type TenderKind } from '@mosaajii/domain/sale';
import { RULES } from '../sim/device.ts';
import { LAYAWAY_RULE, layawayItem } from '../sim/model-layaways.ts';
import type { Command } from './command.ts';
import { linesOf } from './drafts.ts';
import type { Hands } from './hands.ts';
import type { ModelDeposit, ModelLayaway } from './layaway-model.ts';
import { lineTotal } from './paper.ts';
import type { TillWorld } from './till-world.ts';

type Of<K extends Command['kind']> = Extract<Command, { kind: K }>;

/** Goods are put aside for a customer with a first deposit. */
export async function playPutAside(
  { world, model, done }: Hands,
  { register, goods, customer, thousandths, by }: Of<'put-aside'>,
): Promise<string | null> {
  const lines = linesOf(world, goods);
  const totalMinor = lines.reduce((sum, line) => sum + lineTotal(line), 0);
  if (totalMinor === 0) return null;
  const journal = await world.journal(register);
  const layawayId = world.newId();
  const deposit = depositOf(world, by, (totalMinor * thousandths) / 1000);
  const expected = model.layaways.open(register, { id: layawayId, customer, lines }, deposit);
  const order = { rules: RULES, lines: lines.map((line) => world.line(line)), saleDiscounts: [] };
  const opens = { dueOn: '2026-03-01', engineVersion: ENGINE_VERSION, order, totalMinor: minor(totalMinor) };
  const draft = { ...aboutOf(world, layawayId, customer), tenders: [inMinor(deposit)], opens };
  return done(register, expected, () => journal.commitDeposit(draft));
}

/** A further payment, at whichever till the customer comes to. */
export async function playDeposit(
  { world, model, done }: Hands,
  { register, layaway, thousandths, by }: Of<'deposit'>,
): Promise<string | null> {
  const one = chosen(model.layaways.all, layaway);
  if (one?.state !== 'open') return null;
  const journal = await world.journal(register);
  const deposit = depositOf(world, by, ((one.totalMinor - one.leftMinor) * thousandths) / 1000);
  const expected = model.layaways.pay(register, one, deposit);
  const draft = { ...aboutOf(world, one.id, one.customer), tenders: [inMinor(deposit)] };
  return done(register, expected, () => journal.commitDeposit(draft));
}

/** The goods go out: one sale, paid by the deposits and by what is still owed. */
export async function playCompletion(hands: Hands, command: Of<'complete'>): Promise<string | null> {
  const { world, model } = hands;
  const { register, layaway, asksServer, rest } = command;
  const one = chosen(model.layaways.all, layaway);
  if (one === undefined) return null;
  if (one.state !== 'open') return refusedBefore(hands, one);
  const depositMinor = Math.min(one.totalMinor, one.leftMinor);
  const word = asksServer || one.register !== register ? wordOf(world, one, depositMinor) : NO_WORD;
  if (typeof word === 'string') return word;
  const { wrong, saleId } = await hands.ring(register, one.lines, {
    customer: one.customer,
    split: rest === 'card' ? BY_CARD : { parts: [], rest },
    origin: { layawayId: one.id },
    deposit: { ...word, amountMinor: depositMinor },
  });
  if (saleId !== null) one.state = 'completed';
  else if (word.authorisationId !== undefined) world.server.release(word.authorisationId);
  return wrong;
}

/** It is given up: what was paid goes back as the till plans it, less the fee. */
export async function playCancellation(hands: Hands, command: Of<'cancel'>): Promise<string | null> {
  const { world, model, done } = hands;
  const { register, layaway, asksServer } = command;
  const one = chosen(model.layaways.all, layaway);
  if (one === undefined) return null;
  if (one.state !== 'open' && one.leftMinor === 0) return refusedBefore(hands, one);
  const item = layawayItem(world.server.tables, one.id);
  if (item === undefined) return `the server does not know the layaway ${one.id}`;
  // What is left of one that was ended goes back with the server's word alone: a register ends nothing twice by itself.
  const asks = asksServer || one.state !== 'open' || one.register !== register;
  const word = asks ? wordOf(world, one, one.leftMinor) : NO_WORD;
  if (typeof word === 'string') return word;
  const plan = planCancellation(item, item.state === 'open' ? LAYAWAY_RULE : { feeMinor: minor(0) }, RULES);
  const about = {
    ...aboutOf(world, one.id, one.customer),
    isOpen: item.state === 'open',
    reason: 'changed their mind',
  };
  const draft = { ...about, ...plan, ...word };
  const journal = await world.journal(register);
  const expected = model.at(register).shift === null ? 'no-open-shift' : null;
  const wrong = await done(register, expected, () => journal.returnDeposits(draft));
  if (expected === null) return wrong ?? model.layaways.giveBack(register, one, plan);
  if (word.authorisationId !== undefined) world.server.release(word.authorisationId);
  return wrong;
}

const NO_WORD: Word = {};
const BY_CARD = { parts: [{ kind: 'card-manual', thousandths: 1000, card: 0 }], rest: 'none' } as const;

function chosen(all: readonly ModelLayaway[], number: number): ModelLayaway | undefined {
  return all[number % Math.max(1, all.length)];
}

/** Nobody gets the server's word about what is sold or given back. */
function refusedBefore({ world, refuse }: Hands, { id, leftMinor }: ModelLayaway): string | null {
  refuse();
  if (leftMinor > 0) return null;
  return world.server.authorise(world.newId(), 'deposit', id, 1) ? `the server gave its word about ${id} twice` : null;
}

/** The server's word that nobody else ends it, where it is asked. */
interface Word {
  readonly authorisationId?: string;
}

function wordOf(world: TillWorld, { id }: ModelLayaway, amountMinor: number): Word | string {
  const authorisationId = world.newId();
  return world.server.authorise(authorisationId, 'deposit', id, amountMinor)
    ? { authorisationId }
    : `the server does not put ${amountMinor} of ${id} aside`;
}

function depositOf(world: TillWorld, kind: ModelDeposit['kind'], amountMinor: number): ModelDeposit {
  return { tenderId: world.newId(), kind, amountMinor: Math.floor(amountMinor) };
}

function inMinor({ tenderId, kind, amountMinor }: ModelDeposit): {
  readonly tenderId: string;
  readonly kind: TenderKind;
  readonly amountMinor: Minor;
} {
  return { tenderId, kind, amountMinor: minor(amountMinor) };
}

function aboutOf(world: TillWorld, layawayId: string, customer: number) {
  const { userId } = world.shop;
  return { depositId: world.newId(), layawayId, customerId: world.customerId(customer), userId };
}
