import { type LoyaltyRule, POINT_ROUNDINGS, worthOfPoints } from '@mosaajii/domain/loyalty';
import { type Currency, minor } from '@mosaajii/domain/money';
import type { TenderKind } from '@mosaajii/domain/sale';
import { useQuery } from '@tanstack/react-query';
import { api, orThrow } from '../../platform/api/index.ts';
import { t } from '../../platform/i18n/index.ts';
import { tenderName } from '../../platform/i18n/tender-name.ts';
import { amountText, Card, Checkbox, Field, MoneyInput, Select, TextInput } from '../../platform/ui/index.ts';

interface Props {
  /** Null: the store gives no points. */
  readonly rule: LoyaltyRule | null;
  readonly currency: Currency;
  readonly locale: string;
  /** The tenders that the store takes. */
  readonly kinds: readonly TenderKind[];
  readonly onChange: (rule: LoyaltyRule | null) => void;
}

/** One point for each hundred of the currency, worth one of it: what a shop begins with and changes. */
function usualRule({ exponent }: Currency): LoyaltyRule {
  const unit = 10 ** exponent;
  return {
    earns: 'step',
    points: 1,
    perMinor: 100 * unit,
    rounding: 'down',
    pointMinor: unit,
    excludedTenders: ['points'],
    excludedCategoryIds: [],
  };
}

/** By which rule customers earn and spend points here. */
export function LoyaltyCard({ rule, currency, locale, kinds, onChange }: Props) {
  const set = (part: Partial<LoyaltyRule>) => rule !== null && onChange({ ...rule, ...part });
  return (
    <Card title={t('customers.loyalty')}>
      <div className="flex flex-col gap-4 px-4 pb-4">
        <p className="text-sm text-ink-2">{t('customers.loyaltyText')}</p>
        <Checkbox
          checked={rule !== null}
          onChange={(event) => onChange(event.target.checked ? usualRule(currency) : null)}
        >
          {t('customers.loyaltyOn')}
        </Checkbox>
        {rule === null ? null : (
          <>
            <div className="grid gap-4 sm:grid-cols-2">
              <Field label={t('customers.loyaltyPoints')}>
                <TextInput
                  inputMode="numeric"
                  dir="ltr"
                  value={rule.points}
                  onChange={(event) => set({ points: wholeOf(event.target.value) })}
                />
              </Field>
              <Field label={t('customers.loyaltyPer')}>
                <MoneyInput
                  currency={currency}
                  value={minor(rule.perMinor)}
                  onValue={(value) => value != null && value > 0 && set({ perMinor: value })}
                />
              </Field>
              <Field label={t('customers.loyaltyHow')}>
                <Select
                  value={rule.earns === 'step' ? 'step' : rule.rounding}
                  onChange={(event) => set(howOf(event.target.value))}
                >
                  <option value="step">{t('customers.loyaltyStep')}</option>
                  {POINT_ROUNDINGS.map((rounding) => (
                    <option key={rounding} value={rounding}>
                      {t(rounding === 'down' ? 'customers.loyaltyDown' : 'customers.loyaltyHalfUp')}
                    </option>
                  ))}
                </Select>
              </Field>
              <Field label={t('customers.loyaltyWorth')} hint={t('customers.loyaltyWorthHint')}>
                <MoneyInput
                  currency={currency}
                  value={minor(rule.pointMinor)}
                  onValue={(value) => value != null && value >= 0 && set({ pointMinor: value })}
                />
              </Field>
            </div>
            <p className="text-sm">
              {t('customers.loyaltySays', {
                spent: amountText(minor(rule.perMinor), currency, locale),
                points: rule.points,
                worth: amountText(minor(worthOfPoints(rule, rule.points)), currency, locale),
              })}
            </p>
            <Choice
              legend={t('customers.loyaltyTenders')}
              options={[...kinds.filter((kind) => kind !== 'points'), 'points' as const].map((kind) => [
                kind,
                tenderName(kind),
              ])}
              chosen={rule.excludedTenders}
              onChange={(excludedTenders) => set({ excludedTenders: excludedTenders as TenderKind[] })}
            />
            <Categories
              chosen={rule.excludedCategoryIds}
              onChange={(excludedCategoryIds) => set({ excludedCategoryIds })}
            />
          </>
        )}
      </div>
    </Card>
  );
}

function howOf(value: string): Pick<LoyaltyRule, 'earns' | 'rounding'> {
  if (value === 'step') return { earns: 'step', rounding: 'down' };
  return { earns: 'money', rounding: value === 'half-up' ? 'half-up' : 'down' };
}

function wholeOf(text: string): number {
  return Math.min(1_000_000, Math.max(1, Number(text.replace(/\D/g, '').slice(0, 7))));
}

interface Category {
  readonly categoryId: string;
  readonly name: string;
}

function Categories({
  chosen,
  onChange,
}: {
  readonly chosen: readonly string[];
  readonly onChange: (ids: readonly string[]) => void;
}) {
  const found = useQuery({
    queryKey: ['customers', 'categories'],
    retry: false,
    queryFn: ({ signal }) => orThrow(api.get<{ readonly categories: readonly Category[] }>('/categories', { signal })),
  });
  if (found.isError) return <p className="text-sm text-danger">{t('customers.loyaltyNoCategories')}</p>;
  const categories = found.data?.categories ?? [];
  if (categories.length === 0) return null;
  return (
    <Choice
      legend={t('customers.loyaltyCategories')}
      options={categories.map(({ categoryId, name }) => [categoryId, name])}
      chosen={chosen}
      onChange={onChange}
    />
  );
}

interface ChoiceProps {
  readonly legend: string;
  readonly options: readonly (readonly [value: string, label: string])[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: string[]) => void;
}

function Choice({ legend, options, chosen, onChange }: ChoiceProps) {
  return (
    <fieldset>
      <legend className="mb-1.5 text-sm font-medium text-ink-2">{legend}</legend>
      <div className="flex flex-wrap gap-x-5 gap-y-1">
        {options.map(([value, label]) => (
          <Checkbox
            key={value}
            checked={chosen.includes(value)}
            onChange={(event) =>
              onChange(event.target.checked ? [...chosen, value] : chosen.filter((other) => other !== value))
            }
          >
            {label}
          </Checkbox>
        ))}
      </div>
    </fieldset>
  );
}
