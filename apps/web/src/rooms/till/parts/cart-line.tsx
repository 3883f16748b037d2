import { negate, type PriceE4, subtract, ZERO_MINOR } from '@mosaajii/domain/money';
import { formatQuantity, ONE_UNIT } from '@mosaajii/domain/quantity';
import type { LineTotals } from '@mosaajii/domain/sale';
import { Info, Minus, PencilLine, Percent, Plus, StickyNote, Trash2 } from 'lucide-react';
import { memo, type ReactNode, Suspense } from 'react';
import { shallow } from 'zustand/shallow';
import { useObservable } from '../../../platform/device/observable.ts';
import { formatPercent, marksText, t } from '../../../platform/i18n/index.ts';
import { Amount, Button, classes, IconButton, priceFigures } from '../../../platform/ui/index.ts';
import { type CartLine, isMeasured } from '../cart.ts';
import { useCatalogVersion, useTill, useTillState } from '../till-context.tsx';
import type { Editor } from '../till-state.ts';
import { LineEditor } from './later.tsx';
import { useSwipe } from './use-swipe.ts';

interface CartLineRowProps {
  readonly line: CartLine;
  readonly totals: LineTotals | undefined;
  /** The unit price that is charged: a price list may name another one. */
  readonly charged: PriceE4 | null;
  readonly isSelected: boolean;
  /** Grows each time the line is scanned again; `null` for lines that were not the last. */
  readonly touch: number | null;
}

/** Painted again only when something that it shows is other: a scan changes one line of a long sale, and computes all of them. */
export const CartLineRow = memo(Row, (before, after) => {
  const { totals: figuresBefore, ...rest } = before;
  const { totals, ...others } = after;
  return shallow(rest, others) && isSameMoney(figuresBefore, totals);
});

function isSameMoney(before: LineTotals | undefined, after: LineTotals | undefined): boolean {
  if (before === after) return true;
  return (
    before !== undefined &&
    after !== undefined &&
    before.grossMinor === after.grossMinor &&
    before.lineDiscountMinor === after.lineDiscountMinor &&
    before.promotionDiscountMinor === after.promotionDiscountMinor &&
    promotionNames(before) === promotionNames(after)
  );
}

function promotionNames({ derivation }: LineTotals): string {
  return derivation
    .filter(({ step }) => step === 'promotion')
    .map(({ label }) => label)
    .join(', ');
}

function Row({ line, totals, charged, isSelected, touch }: CartLineRowProps) {
  const { ports, selling } = useTill();
  const { currency } = ports.shop.rules;
  const editor = useTillState((state) =>
    state.editor !== null && 'lineId' in state.editor && state.editor.lineId === line.lineId ? state.editor : null,
  );
  const swipe = useSwipe(() => selling.remove(line.lineId));
  // Before the catalogue is read there is nothing that a line could have left.
  const hasLeft = useCatalogVersion() > 0 && ports.catalog.variant(line.variantId) === null;
  return (
    <li
      data-touched={touch === null ? undefined : ''}
      data-selected={isSelected || undefined}
      aria-current={isSelected || undefined}
      {...swipe}
      className={classes('border-s-[3px]', isSelected ? 'border-brand bg-brand-tint' : 'border-transparent')}
    >
      <div key={touch ?? 0} className={classes(touch !== null && 'animate-flash')}>
        <button
          type="button"
          onClick={() => selling.select(isSelected ? null : line.lineId)}
          aria-expanded={isSelected}
          className="grid min-h-14 w-full grid-cols-[minmax(0,1fr)_auto] gap-x-3 px-4 py-[9px] ps-[13px] text-start focus-visible:-outline-offset-2"
        >
          <span dir="auto" className="product-name truncate text-[0.9375rem] font-medium">
            {line.name}
          </span>
          <span className="text-[0.9375rem] font-semibold">
            {totals === undefined ? (
              <span className="text-warning">{t(line.isUnweighed ? 'till.weightMissing' : 'till.priceMissing')}</span>
            ) : (
              <Amount
                value={subtract(totals.grossMinor, totals.lineDiscountMinor)}
                currency={currency}
                locale={ports.shop.locale}
              />
            )}
          </span>
          <span className="num col-span-2 truncate text-sm text-ink-3">
            <bdi dir="ltr">
              {line.isUnweighed ? line.unit : quantityText(line)}
              {line.unitPriceE4 === null ? null : ` × ${priceFigures(charged ?? line.unitPriceE4, currency)}`}
            </bdi>
            {line.listPriceE4 !== null && (charged ?? line.unitPriceE4) !== line.listPriceE4 ? (
              <s className="ms-1.5">{priceFigures(line.listPriceE4, currency)}</s>
            ) : null}
            <LineReduction line={line} totals={totals} />
            <LineMarks line={line} />
            {line.note === undefined ? null : <span className="ms-2 text-ink-2">“{line.note}”</span>}
            {hasLeft ? <span className="ms-2">{t('till.leftCatalog')}</span> : null}
          </span>
        </button>
        {isSelected ? <LineTools line={line} editor={editor} /> : null}
      </div>
    </li>
  );
}

/** Batch, last day and serial number, as the code on the goods said, and who sold it. */
function LineMarks({ line }: { readonly line: CartLine }) {
  const { ports } = useTill();
  const people = useObservable(ports.held.people);
  const seller = people.find(({ userId }) => userId === line.salespersonId)?.displayName;
  const text = [marksText(line, ports.shop.locale), seller].filter(Boolean).join(' · ');
  return text === '' ? null : <span className="ms-2 text-ink-2">{text}</span>;
}

function quantityText(line: CartLine): string {
  const quantity = formatQuantity(line.quantityMilli);
  return line.unit === '' || line.unit === 'pcs' ? quantity : `${quantity} ${line.unit}`;
}

function LineReduction({ line, totals }: { readonly line: CartLine; readonly totals: LineTotals | undefined }) {
  const { ports } = useTill();
  const [first] = line.discounts;
  if (totals === undefined || totals.lineDiscountMinor === 0) return null;
  const promoted = totals.promotionDiscountMinor ?? ZERO_MINOR;
  const own = subtract(totals.lineDiscountMinor, promoted);
  const { currency } = ports.shop.rules;
  return (
    <>
      {own === 0 ? null : (
        <span className="ms-2 font-medium text-success">
          {first?.kind === 'percent' ? `\u2212${formatPercent(first.ratePpm)} ` : ''}
          <Amount value={negate(own)} currency={currency} locale={ports.shop.locale} />
        </span>
      )}
      {promoted === 0 ? null : (
        <span className="ms-2 font-medium text-success">
          {promotionNames(totals)} <Amount value={negate(promoted)} currency={currency} locale={ports.shop.locale} />
        </span>
      )}
    </>
  );
}

function LineTools({
  line,
  editor,
}: {
  readonly line: CartLine;
  readonly editor: Extract<Editor, { lineId: string }> | null;
}) {
  const { carts, selling } = useTill();
  const toggle = (kind: Extract<Editor, { lineId: string }>['kind']) =>
    carts.store.setState({ editor: editor?.kind === kind ? null : { kind, lineId: line.lineId } });
  const step = ONE_UNIT;
  // No weight is made up by counting from one.
  const change = (by: number) =>
    line.isUnweighed ? toggle('weight') : selling.setQuantity(line.lineId, line.quantityMilli + by);
  return (
    <div className="@container px-4 pb-2.5 ps-[13px]">
      <div className="flex flex-wrap gap-1.5 max-lg:gap-1">
        <span className="flex overflow-hidden rounded-control border border-line-strong bg-surface">
          <StepButton label={t('till.less')} onClick={() => change(-step)}>
            <Minus aria-hidden className="size-4" />
          </StepButton>
          <button
            type="button"
            onClick={() => toggle(line.weighing || line.isUnweighed ? 'weight' : 'quantity')}
            aria-label={t('till.quantityIs', { quantity: formatQuantity(line.quantityMilli) })}
            className="num min-w-13 border-x border-line px-2 text-md font-semibold focus-visible:-outline-offset-2"
          >
            {line.isUnweighed ? '–' : formatQuantity(line.quantityMilli)}
          </button>
          <StepButton label={t('till.more')} onClick={() => change(step)}>
            <Plus aria-hidden className="size-4" />
          </StepButton>
        </span>
        <Tool label={t('till.discount')} isOn={editor?.kind === 'discount'} onClick={() => toggle('discount')}>
          <Percent aria-hidden className="size-[18px]" strokeWidth={1.75} />
        </Tool>
        <Tool label={t('till.changePrice')} isOn={editor?.kind === 'price'} onClick={() => toggle('price')}>
          <PencilLine aria-hidden className="size-[18px]" strokeWidth={1.75} />
        </Tool>
        <Tool
          label={t('till.note')}
          isOn={editor?.kind === 'note'}
          onClick={() => toggle('note')}
          className="@max-[400px]:hidden"
        >
          <StickyNote aria-hidden className="size-[18px]" strokeWidth={1.75} />
        </Tool>
        <Tool
          label={t('till.why')}
          isOn={editor?.kind === 'why'}
          onClick={() => toggle('why')}
          className="@max-[400px]:hidden"
        >
          <Info aria-hidden className="size-[18px]" strokeWidth={1.75} />
        </Tool>
        <Tool label={t('till.removeLine')} isOn={false} onClick={() => selling.remove(line.lineId)} className="ms-auto">
          <Trash2 aria-hidden className="size-[18px]" strokeWidth={1.75} />
        </Tool>
      </div>
      {editor === null ? null : (
        <div className="flex gap-1.5 pt-1.5 @min-[400px]:hidden">
          <Button variant="quiet" aria-pressed={editor.kind === 'note'} onClick={() => toggle('note')}>
            {t('till.note')}
          </Button>
          <Button variant="quiet" aria-pressed={editor.kind === 'why'} onClick={() => toggle('why')}>
            {t('till.why')}
          </Button>
        </div>
      )}
      {editor === null ? null : (
        <Suspense fallback={null}>
          <LineEditor key={editor.kind} line={line} kind={editor.kind} />
        </Suspense>
      )}
      {isMeasured(line.unit) && editor === null ? (
        <p className="pt-1.5 text-sm text-ink-3">{t('till.measured', { unit: line.unit })}</p>
      ) : null}
    </div>
  );
}

function StepButton({
  label,
  onClick,
  children,
}: {
  readonly label: string;
  readonly onClick: () => void;
  readonly children: ReactNode;
}) {
  return (
    <button
      type="button"
      aria-label={label}
      onClick={onClick}
      className="grid size-11 place-items-center hover:bg-sunken focus-visible:-outline-offset-2"
    >
      {children}
    </button>
  );
}

interface ToolProps {
  readonly label: string;
  readonly isOn: boolean;
  readonly onClick: () => void;
  readonly className?: string;
  readonly children: ReactNode;
}
function Tool({ label, isOn, onClick, className, children }: ToolProps) {
  return (
    <IconButton
      label={label}
      isFramed
      aria-pressed={isOn}
      onClick={onClick}
      className={classes('size-11', isOn && 'border-brand text-brand-ink', className)}
    >
      {children}
    </IconButton>
  );
}
