import { milli, minor } from '@mosaajii/domain/money';
import type { ReturnDraft } from '../../apps/web/src/platform/journal/index.ts';
import { RULES } from '../sim/device.ts';
import { fetchedSale } from '../sim/fetched.ts';
import { PLENTY } from '../sim/shop.ts';
import type { Command } from './command.ts';
import { linesOf, partOf, saleDraft, tendersOfRinging } from './drafts.ts';
import type { Answer, Hands, Ringing, Rung } from './hands.ts';
import { isReturnedElsewhere, lineTotal, type ModelLine, type ModelSale, type ModelTender } from './paper.ts';
import { playCancellation, playCompletion, playDeposit, playPutAside } from './play-layaway.ts';
import { playCorrection, playPayment } from './play-money.ts';
import { playHold, playQuote, playQuoteSale, playRecall } from './play-shelf.ts';
import { ShopModel } from './shop-model.ts';
import { TillWorld } from './till-world.ts';

const NOTHING_HELD = { cashMinor: 0, depositMinor: 0, depositBackMinor: 0 };
type Of<K extends Command['kind']> = Extract<Command, { kind: K }>;

/**
 * Plays commands on the tills and with pencil and paper. The first difference in words, with the command after which it
 * showed, or `null`: a refusal that only one of them gives is a difference as well.
 */
export async function playCommands(
  commands: readonly Command[],
  seen: Map<string, number> = new Map(),
): Promise<string | null> {
  const play = new Play(await TillWorld.opened());
  for (const [index, command] of commands.entries()) {
    const wrong = await play.step(command);
    if (wrong !== null) return `after command ${index + 1}, ${JSON.stringify(command)}: ${wrong}`;
    const what = `${command.kind} ${play.isRefused ? 'refused' : 'done'}`;
    seen.set(what, (seen.get(what) ?? 0) + 1);
  }
  for (const [what, times] of play.seen) seen.set(what, (seen.get(what) ?? 0) + times);
  return null;
}

class Play {
  readonly #world: TillWorld;
  readonly #model = new ShopModel();
  /** What each register did last, to be done again. */
  readonly #again: (() => Promise<Answer>)[] = [];
  /** Whether the last command was rightly refused. */
  isRefused = false;

  readonly #hands: Hands;

  constructor(world: TillWorld) {
    this.#world = world;
    this.#hands = {
      world,
      model: this.#model,
      ring: (register, lines, about) => this.#ring(register, lines, about),
      done: (register, refusal, work) => this.#done(register, refusal, work),
      refuse: () => {
        this.isRefused = true;
      },
    };
  }

  get seen(): ReadonlyMap<string, number> {
    return this.#model.seen;
  }

  async step(command: Command): Promise<string | null> {
    this.#world.passTime();
    this.isRefused = false;
    const wrong = await this.#run(command);
    if (wrong !== null) return wrong;
    const broken = [...(await this.#world.push()), ...(await this.#world.differences(this.#model))];
    return broken.length === 0 ? null : broken.join('; ');
  }

  async #run(command: Command): Promise<string | null> {
    switch (command.kind) {
      case 'nothing':
        return null;
      case 'open':
        return this.#open(command);
      case 'close':
        return this.#close(command);
      case 'hand-over':
      case 'no-sale':
      case 'note':
        return this.#write(command);
      case 'repeat':
        return this.#repeat(command);
      case 'resend':
        return this.#resend(command);
      case 'move':
        return this.#move(command);
      case 'sale':
        return this.#sell(command);
      case 'return':
        return this.#return(command);
      case 'void':
        return this.#void(command);
      case 'exchange':
        return this.#exchange(command);
      case 'blind-return':
        return this.#returnBlind(command);
      case 'payment':
        return playPayment(this.#hands, command);
      case 'correct':
        return playCorrection(this.#hands, this.#sale(command.sale), command);
      case 'put-aside':
        return playPutAside(this.#hands, command);
      case 'deposit':
        return playDeposit(this.#hands, command);
      case 'complete':
        return playCompletion(this.#hands, command);
      case 'cancel':
        return playCancellation(this.#hands, command);
      case 'hold':
        return playHold(this.#hands, command);
      case 'quote':
        return playQuote(this.#hands, command);
      case 'recall':
        return playRecall(this.#hands, command);
      case 'sell-quote':
        return playQuoteSale(this.#hands, command);
    }
  }

  async #open({ register, floatMinor }: Of<'open'>): Promise<string | null> {
    const journal = await this.#world.journal(register);
    const draft = {
      shiftId: this.#world.newId(),
      userId: this.#world.shop.userId,
      businessDate: new Date(this.#world.now).toISOString().slice(0, 10),
      openingFloatMinor: minor(floatMinor),
      currencyCode: 'GBP',
    };
    const expected = this.#model.open(register, floatMinor);
    return this.#done(register, expected, () => journal.openShift(draft));
  }

  async #close({ register, differenceMinor, leavesFloat }: Of<'close'>): Promise<string | null> {
    const journal = await this.#world.journal(register);
    const { shift } = this.#model.at(register);
    const { cashMinor: expectedMinor, depositMinor, depositBackMinor } = { ...NOTHING_HELD, ...shift };
    const countedMinor = Math.max(0, expectedMinor + differenceMinor);
    const shiftId = (await journal.currentShift())?.shiftId ?? this.#world.newId();
    const draft = {
      operationId: this.#world.newId(),
      userId: this.#world.shop.userId,
      shiftId,
      countedMinor: minor(countedMinor),
      reason: 'counted twice',
      ...(leavesFloat ? { floatMinor: minor(Math.min(10_000, countedMinor)) } : {}),
    };
    const expected = this.#model.close(register, countedMinor);
    const wrong = await this.#done(register, expected, () => journal.closeShift(draft));
    if (wrong !== null || expected !== null) return wrong;
    await this.#world.push();
    const report = this.#world.lastReport(shiftId);
    const said = { expectedMinor, zExpectedMinor: expectedMinor, depositMinor, depositBackMinor };
    const isRight = JSON.stringify(report) === JSON.stringify(said);
    return isRight ? null : `the Z report says ${JSON.stringify(report)}, the drawer held ${JSON.stringify(said)}`;
  }

  async #write({ register, kind }: Of<'hand-over' | 'no-sale' | 'note'>): Promise<string | null> {
    const journal = await this.#world.journal(register);
    const { userId, cashierId } = this.#world.shop;
    const operationId = this.#world.newId();
    const expected = kind !== 'note' && this.#model.at(register).shift === null ? 'no-open-shift' : null;
    const shiftId = (await journal.currentShift())?.shiftId ?? this.#world.newId();
    const businessDate = new Date(this.#world.now).toISOString().slice(0, 10);
    return this.#done(register, expected, () => {
      if (kind === 'hand-over') return journal.handOver({ operationId, shiftId, userId, fromUserId: cashierId });
      if (kind === 'no-sale') return journal.openDrawer({ operationId, userId, reason: 'check' });
      return journal.note({ operationId, userId, businessDate, event: 'sale-abandoned', lineCount: 2 });
    });
  }

  /** The same tap once more: nothing happens. */
  async #repeat({ register }: Of<'repeat'>): Promise<string | null> {
    const answer = await this.#again[register]?.();
    return answer === undefined || answer.ok ? null : `a repeat was refused: ${answer.error.code}`;
  }

  /** Everything that the register ever did arrives once more. */
  async #resend({ register }: Of<'resend'>): Promise<string | null> {
    const { disk, registration } = this.#world.device(register);
    const entries = [...(disk.entries.get(registration.keyId)?.values() ?? [])];
    const { answers } = this.#world.server.push(
      registration.keyId,
      entries.map((entry) => entry.operation),
    );
    return answers.every((answer) => answer.isRepeat) ? null : 'what was sent again was not taken as a repeat';
  }

  async #move({ register, way, amountMinor, isChange }: Of<'move'>): Promise<string | null> {
    const journal = await this.#world.journal(register);
    const reason = isChange && way === 'paid-in' ? ('change' as const) : ('other' as const);
    const draft = { movementId: this.#world.newId(), userId: this.#world.shop.userId, kind: way, reason };
    const expected = this.#model.move(register, way, amountMinor, isChange);
    return this.#done(register, expected, () => journal.moveCash({ ...draft, amountMinor: minor(amountMinor) }));
  }

  async #sell({ register, goods, loads, tipMinor, customer, split }: Of<'sale'>): Promise<string | null> {
    const lines = [
      ...linesOf(this.#world, goods),
      ...loads.map((load): ModelLine => ({ lineId: this.#world.newId(), what: load, quantityMilli: 1000, percent: 0 })),
    ];
    return (await this.#ring(register, lines, { tipMinor, customer, split })).wrong;
  }

  async #ring(register: number, lines: readonly ModelLine[], about: Ringing): Promise<Rung> {
    const { tipMinor = 0, customer, origin } = about;
    const journal = await this.#world.journal(register);
    const due = lines.reduce((sum, line) => sum + lineTotal(line), tipMinor);
    const tenders = tendersOfRinging(this.#world, about, due);
    const saleId = this.#world.newId();
    const draft = saleDraft(this.#world, saleId, lines, tenders, about);
    const expected = this.#model.sale(register, saleId, lines, tenders, {
      tipMinor,
      customer,
      earnsNothing: origin?.layawayId !== undefined,
    });
    if (expected.refusal !== null) {
      return { wrong: await this.#done(register, expected.refusal, () => journal.commitSale(draft)), saleId: null };
    }
    const sale = await journal.commitSale(draft);
    this.#again[register] = () => journal.commitSale(draft);
    if (!sale.ok) return { wrong: `refused as ${sale.error.code}`, saleId: null };
    const { totals, settlement } = sale.value;
    const said = { totalMinor: totals.totalMinor, changeMinor: settlement.changeMinor };
    const known = { ...said, cashRoundingMinor: settlement.cashRoundingMinor };
    const isSame = JSON.stringify(known) === JSON.stringify(expected.money);
    return { wrong: isSame ? null : `${JSON.stringify(known)} instead of ${JSON.stringify(expected.money)}`, saleId };
  }

  #sale(number: number): ModelSale | undefined {
    const { sales } = this.#model;
    return sales.length === 0 ? undefined : sales[number % sales.length];
  }

  async #return(command: Of<'return'>): Promise<string | null> {
    const { register, mask, thousandths, isGreedy, isRestocked, to, customer } = command;
    const sale = this.#sale(command.sale);
    if (sale === undefined) return null;
    const chosen = sale.lines.filter((_, index) => (mask >> index) % 2 === 1);
    const back = partOf(chosen, thousandths, isGreedy);
    const draft = {
      returnId: this.#world.newId(),
      userId: this.#world.shop.userId,
      saleId: sale.saleId,
      reason: 'changed-mind' as const,
      lines: back.map((line) => ({ ...line, quantityMilli: milli(line.quantityMilli), isRestocked })),
      refund: this.#refundTo(to, customer),
      ...this.#fetched(register, sale),
    };
    const journal = await this.#world.journal(register);
    const refusal = this.#model.refusalOfReturn(register, sale, back);
    if (refusal !== null) return this.#done(register, refusal, () => journal.commitReturn(draft));
    const returned = await journal.commitReturn(draft);
    this.#again[register] = () => journal.commitReturn(draft);
    if (!returned.ok) return `refused as ${returned.error.code}`;
    const worth = this.#model.giveBack(register, sale, back, isRestocked);
    return (
      this.#differs(worth, returned.value.payload.claimed.totalMinor) ??
      this.#model.refund(register, sale, worth, returned.value.payload.refunds, customer)
    );
  }

  #refundTo(to: Of<'return'>['to'], customer: number): ReturnDraft['refund'] {
    if (to === 'original') return { kind: 'original' };
    const tenderId = this.#world.newId();
    return to === 'cash'
      ? { kind: 'cash', tenderId }
      : { kind: 'credit', tenderId, customerId: this.#world.customerId(customer) };
  }

  /** What another register sold or took back comes from the server; the rest the till finds in its own journal. */
  #fetched(register: number, sale: ModelSale) {
    if (sale.register === register && !isReturnedElsewhere(sale, register)) return {};
    const fetched = fetchedSale(this.#world.server, sale.saleId);
    if (fetched === undefined) throw new Error('the server has lost a sale');
    return { fetched };
  }

  async #void({ register, sale: number }: Of<'void'>): Promise<string | null> {
    const sale = this.#sale(number);
    // A register voids by its own journal. What it cannot know waits for a manager; the simulation plays that.
    if (sale === undefined || isReturnedElsewhere(sale, register)) return null;
    const journal = await this.#world.journal(register);
    const returnId = this.#world.newId();
    const draft = { returnId, userId: this.#world.shop.userId, saleId: sale.saleId, note: 'rung up wrong' };
    const refusal = this.#model.refusalOfVoid(register, sale);
    if (refusal !== null) return this.#done(register, refusal, () => journal.commitVoid(draft));
    const voided = await journal.commitVoid(draft);
    this.#again[register] = () => journal.commitVoid(draft);
    if (!voided.ok) return `refused as ${voided.error.code}`;
    const worth = this.#model.giveBack(register, sale, sale.lines, true);
    sale.isVoided = true;
    return (
      this.#differs(worth, voided.value.payload.claimed.totalMinor) ??
      this.#model.refund(register, sale, worth, voided.value.payload.refunds) ??
      this.#model.keptBy(sale)
    );
  }

  async #exchange({ register, sale: number, thousandths, goods }: Of<'exchange'>): Promise<string | null> {
    const sale = this.#sale(number);
    const chosen = sale?.lines.filter(({ what }) => 'good' in what).slice(0, 1) ?? [];
    const back = partOf(chosen, thousandths, false);
    if (sale === undefined || back.length === 0) return null;
    const lines = linesOf(this.#world, goods);
    const [exchangeId, returnTenderId, saleTenderId, saleId] = [1, 2, 3, 4].map(() => this.#world.newId());
    if (saleId === undefined || exchangeId === undefined) return null;
    const cash: ModelTender = { tenderId: this.#world.newId(), kind: 'cash', amountMinor: PLENTY };
    const draft = {
      exchangeId,
      returnTenderId: returnTenderId ?? '',
      saleTenderId: saleTenderId ?? '',
      returned: {
        returnId: this.#world.newId(),
        userId: this.#world.shop.userId,
        saleId: sale.saleId,
        reason: 'wrong-item' as const,
        lines: back.map((line) => ({ ...line, quantityMilli: milli(line.quantityMilli), isRestocked: true })),
        refund: { kind: 'cash', tenderId: this.#world.newId() } as const,
        ...this.#fetched(register, sale),
      },
      sale: saleDraft(this.#world, saleId, lines, [cash], { customer: null }),
    };
    const journal = await this.#world.journal(register);
    const refusal = this.#model.refusalOfReturn(register, sale, back);
    if (refusal !== null) return this.#done(register, refusal, () => journal.commitExchange(draft));
    const done = await journal.commitExchange(draft);
    this.#again[register] = () => journal.commitExchange(draft);
    if (!done.ok) return `refused as ${done.error.code}`;
    const worth = this.#model.giveBack(register, sale, back, true);
    const exchanged = Math.min(
      worth,
      lines.reduce((sum, line) => sum + lineTotal(line), 0),
    );
    const cleared: ModelTender = { tenderId: saleTenderId ?? '', kind: 'exchange', amountMinor: exchanged };
    const expected = this.#model.sale(register, saleId, lines, exchanged > 0 ? [cleared, cash] : [cash]);
    if (expected.refusal !== null) return `pencil and paper refuse it as ${expected.refusal}`;
    const { returned, sale: sold } = done.value;
    const clearing = returned.payload.refunds.find((refund) => refund.kind === 'exchange')?.amountMinor ?? 0;
    return (
      this.#differs(worth, returned.payload.claimed.totalMinor) ??
      this.#differs(exchanged, clearing) ??
      this.#differs(expected.money.changeMinor, sold.settlement.changeMinor) ??
      this.#model.refund(register, null, worth, returned.payload.refunds)
    );
  }

  async #returnBlind({ register, goods, isRestocked }: Of<'blind-return'>): Promise<string | null> {
    const journal = await this.#world.journal(register);
    const lines = linesOf(this.#world, goods);
    const draft = {
      returnId: this.#world.newId(),
      userId: this.#world.shop.userId,
      reason: 'other' as const,
      rules: RULES,
      lines: lines.map((line) => ({ ...this.#world.line(line), isRestocked })),
      tenderId: this.#world.newId(),
    };
    const expected = this.#model.giveBackBlind(register, lines, isRestocked);
    if (expected.refusal !== null)
      return this.#done(register, expected.refusal, () => journal.commitBlindReturn(draft));
    const returned = await journal.commitBlindReturn(draft);
    this.#again[register] = () => journal.commitBlindReturn(draft);
    if (!returned.ok) return `refused as ${returned.error.code}`;
    const { claimed, refunds } = returned.value.payload;
    const { totalMinor } = expected.money;
    return this.#differs(totalMinor, claimed.totalMinor) ?? this.#model.refund(register, null, totalMinor, refunds);
  }

  /** The till does it, or refuses for the very reason that pencil and paper do. */
  async #done(register: number, refusal: string | null, work: () => Promise<Answer>): Promise<string | null> {
    const answer = await work();
    const code = answer.ok ? null : answer.error.code;
    if (code === null) this.#again[register] = work;
    this.isRefused = code !== null;
    return code === refusal ? null : `the till says ${code ?? 'done'}, pencil and paper say ${refusal ?? 'done'}`;
  }

  #differs(expectedMinor: number, knownMinor: number): string | null {
    return expectedMinor === knownMinor ? null : `${knownMinor} instead of ${expectedMinor}`;
  }
}
