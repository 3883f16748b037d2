import { CODE_KINDS, MOST_PATTERN, type ScanRule, scanRuleProblem } from '@mosaajii/domain/barcode';
import { ArrowDown, ArrowUp, Trash2 } from 'lucide-react';
import { t } from '../../../platform/i18n/index.ts';
import { Field, IconButton, Select, TextInput } from '../../../platform/ui/index.ts';

const KIND_WORDS = {
  label: 'hardware.kindLabel',
  receipt: 'hardware.kindReceipt',
  'customer-card': 'hardware.kindCustomerCard',
  'gift-card': 'hardware.kindGiftCard',
  voucher: 'hardware.kindVoucher',
  coupon: 'hardware.kindCoupon',
  'purchase-order': 'hardware.kindPurchaseOrder',
} as const;

export interface RuleRowProps {
  readonly rule: ScanRule;
  readonly number: number;
  readonly count: number;
  readonly isReadOnly: boolean;
  readonly error: string | undefined;
  readonly onChange: (rule: ScanRule) => void;
  readonly onMove: (by: 1 | -1) => void;
  readonly onRemove: () => void;
}

/** One row of the table of codes. */
export function RuleRow({ rule, number, count, isReadOnly, error, onChange, onMove, onRemove }: RuleRowProps) {
  const problem = scanRuleProblem(rule);
  const icon = { 'aria-hidden': true, className: 'size-4', strokeWidth: 1.75 } as const;
  return (
    <li className="flex flex-col gap-3 border-t border-line p-4 first:border-t-0">
      <fieldset disabled={isReadOnly} className="grid min-w-0 items-start gap-3 sm:grid-cols-2">
        <legend className="sr-only">{t('hardware.rule', { number })}</legend>
        <Field label={t('hardware.kind')}>
          {rule.kind === 'label' ? (
            <p className="flex min-h-(--control) items-center">{t(KIND_WORDS.label)}</p>
          ) : (
            <Select
              value={rule.kind}
              onChange={(event) =>
                onChange({ ...rule, kind: CODE_KINDS.find((kind) => kind === event.target.value) ?? rule.kind })
              }
            >
              {CODE_KINDS.map((kind) => (
                <option key={kind} value={kind}>
                  {t(KIND_WORDS[kind])}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={t('hardware.pattern')} error={problem?.detail ?? error}>
          <TextInput
            value={rule.pattern}
            dir="ltr"
            maxLength={rule.kind === 'label' ? 13 : MOST_PATTERN}
            autoComplete="off"
            spellCheck={false}
            className="code"
            onChange={(event) => onChange({ ...rule, pattern: event.target.value.trim() })}
          />
        </Field>
        {rule.kind === 'label' ? <LabelFields rule={rule} onChange={onChange} /> : null}
      </fieldset>
      {isReadOnly ? null : (
        <div className="flex justify-end gap-1">
          <IconButton label={t('hardware.up', { number })} disabled={number === 1} onClick={() => onMove(-1)}>
            <ArrowUp {...icon} />
          </IconButton>
          <IconButton label={t('hardware.down', { number })} disabled={number === count} onClick={() => onMove(1)}>
            <ArrowDown {...icon} />
          </IconButton>
          <IconButton label={t('hardware.remove', { number })} onClick={onRemove}>
            <Trash2 {...icon} />
          </IconButton>
        </div>
      )}
    </li>
  );
}

type Label = Extract<ScanRule, { kind: 'label' }>;
const MEASURES = {
  weight: 'hardware.measureWeight',
  price: 'hardware.measurePrice',
  count: 'hardware.measureCount',
} as const;
const WAYS = { quantity: 'hardware.priceAsQuantity', price: 'hardware.priceAsPrice' } as const;
type Measure = keyof typeof MEASURES;
type Way = keyof typeof WAYS;

function LabelFields({ rule, onChange }: { readonly rule: Label; readonly onChange: (rule: ScanRule) => void }) {
  return (
    <>
      <Field label={t('hardware.measure')}>
        <Select
          value={rule.measure}
          onChange={(event) => onChange({ ...rule, measure: event.target.value as Measure })}
        >
          {(Object.keys(MEASURES) as Measure[]).map((measure) => (
            <option key={measure} value={measure}>
              {t(MEASURES[measure])}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={t('hardware.decimals')}>
        <Select value={rule.decimals} onChange={(event) => onChange({ ...rule, decimals: Number(event.target.value) })}>
          {[0, 1, 2, 3, 4].map((decimals) => (
            <option key={decimals} value={decimals}>
              {decimals}
            </option>
          ))}
        </Select>
      </Field>
      {rule.measure === 'price' ? (
        <Field label={t('hardware.priceAs')}>
          <Select value={rule.priceAs} onChange={(event) => onChange({ ...rule, priceAs: event.target.value as Way })}>
            {(Object.keys(WAYS) as Way[]).map((way) => (
              <option key={way} value={way}>
                {t(WAYS[way])}
              </option>
            ))}
          </Select>
        </Field>
      ) : null}
    </>
  );
}
