import type { OrderList } from '@mosaajii/contract/orders';
import { useQuery } from '@tanstack/react-query';
import { api, orThrow } from '../../platform/api/index.ts';
import { useDevice } from '../../platform/device/index.ts';
import { useHeardAnswers } from './heard-answers.ts';
import { type OrderRow, rowOfDocument, rowOfSummary } from './order-view.ts';
import { useLocal } from './use-orders.ts';

const MOST_UNCERTAIN = 200;

/** Sales of this till with a card that nobody was sure of, and about which the office has said nothing that was heard here. */
export function useLocalUncertain(): readonly OrderRow[] | null {
  const { journal } = useDevice();
  const answers = useHeardAnswers();
  const answered = new Set(answers.map(({ tenderId }) => tenderId));
  const sales = new Set(answers.map(({ saleId }) => saleId));
  const isOpen = async (saleId: string) => {
    if (!sales.has(saleId)) return true;
    const sale = await journal.findSale({ saleId });
    return !sale.ok || sale.value.tenders.some(({ tenderId, isUncertain }) => isUncertain && !answered.has(tenderId));
  };
  const read = async () => {
    const open: OrderRow[] = [];
    for (const document of await journal.uncertainSales())
      if (await isOpen(document.documentId)) open.push(rowOfDocument(document));
    return open;
  };
  return useLocal(read, `uncertain ${answers.length}`);
}

/** The same of all registers, from the server. What a till has answered and not sent yet is still among them. */
export function useServerUncertain() {
  return useQuery({
    queryKey: ['orders', 'uncertain'],
    retry: false,
    queryFn: async ({ signal }) => {
      const page = await orThrow(api.get<OrderList>(`/orders?isUncertain=true&limit=${MOST_UNCERTAIN}`, { signal }));
      return page.items.map(rowOfSummary);
    },
  });
}
