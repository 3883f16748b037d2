import type { NewTax, NewTaxClass, ShopTax, TaxClass, TaxClassPatch, TaxPatch } from '@mosaajii/contract/taxes';
import { type Currency, priceE4, priceToDecimalString } from '@mosaajii/domain/money';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ApiProblem, api, orThrow } from '../../../platform/api/index.ts';
import { formatDate, formatPercent, t } from '../../../platform/i18n/index.ts';
import { useToasts } from '../../../platform/ui/index.ts';
import { fetchTaxClasses } from '../catalog-api.ts';

/** The taxes and their classes, as of one answer. */
export interface Taxes {
  readonly taxes: readonly ShopTax[];
  readonly classes: readonly TaxClass[];
}

const KEY = ['taxes'] as const;

export function useTaxes() {
  return useQuery({
    queryKey: KEY,
    retry: false,
    queryFn: async ({ signal }): Promise<Taxes> => {
      const [{ taxes }, classes] = await Promise.all([
        orThrow(api.get<{ taxes: ShopTax[] }>('/taxes', { signal })),
        fetchTaxClasses(signal),
      ]);
      return { taxes, classes };
    },
  });
}

export const taxesApi = {
  add: (body: NewTax) => api.post<ShopTax>('/taxes', { body }),
  change: (taxId: string, body: TaxPatch) => api.patch<ShopTax>(`/taxes/${taxId}`, { body }),
  addClass: (body: NewTaxClass) => api.post<TaxClass>('/tax-classes', { body }),
  changeClass: (taxClassId: string, body: TaxClassPatch) => api.patch<TaxClass>(`/tax-classes/${taxClassId}`, { body }),
};

type Asked = Promise<{ readonly ok: true } | { readonly ok: false; readonly error: ApiProblem }>;

/** Says what a change came to, and asks for the taxes again: also where it was refused they may be other ones. */
export function useTaxChange(): (asked: Asked) => Promise<boolean> {
  const queries = useQueryClient();
  return async (asked) => {
    const result = await asked;
    await Promise.all([KEY, ['tax-classes']].map((queryKey) => queries.invalidateQueries({ queryKey })));
    const { show } = useToasts.getState();
    if (result.ok) show({ message: t('catalog.taxSaved'), tone: 'success', key: 'taxes' });
    else {
      const { title, detail } = result.error;
      const message = detail === '' || detail === title ? title : `${title}. ${detail}`;
      show({ message, tone: 'danger', key: 'taxes' });
    }
    return result.ok;
  };
}

/** "16 %", or what each unit costs more. */
export function sizeText(tax: ShopTax, currency: Currency): string {
  return tax.kind === 'fixed-per-unit'
    ? `${priceToDecimalString(priceE4(tax.amountE4), currency)} ${currency.code}`
    : formatPercent(tax.ratePpm);
}

/** From when to when it is charged; empty for always. */
export function periodText({ validFrom, validUntil }: ShopTax): string {
  return [
    validFrom === null ? '' : t('catalog.fromDay', { date: formatDate(validFrom) }),
    validUntil === null ? '' : t('catalog.untilDay', { date: formatDate(validUntil) }),
  ]
    .filter(Boolean)
    .join(' ');
}
