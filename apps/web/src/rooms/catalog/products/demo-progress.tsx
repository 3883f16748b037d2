import { useQuery } from '@tanstack/react-query';
import { formatNumber, t } from '../../../platform/i18n/index.ts';
import { fetchDemoHistory } from '../catalog-api.ts';
import { useCan } from '../use-shop.ts';

const LOOK_EVERY_MS = 3000;

/** One quiet line while the demo shop's sales are still being played, or when they could not be; nothing otherwise. */
export function DemoProgress() {
  const canImport = useCan('catalog.import');
  const { data } = useQuery({
    queryKey: ['demo'],
    queryFn: ({ signal }) => fetchDemoHistory(signal),
    enabled: canImport,
    refetchInterval: ({ state }) => (isUnderWay(state.data?.state) ? LOOK_EVERY_MS : false),
  });
  if (data?.state === 'failed') return <Line>{t('catalog.demoFailed')}</Line>;
  if (data === undefined || !isUnderWay(data.state)) return null;
  const figures = { done: formatNumber(data.done), total: formatNumber(data.total) };
  return <Line>{t('catalog.demoPlaying', figures)}</Line>;
}

function isUnderWay(state: string | undefined): boolean {
  return state === 'waiting' || state === 'playing';
}

function Line({ children }: { readonly children: string }) {
  return <p className="num mb-3 text-sm text-ink-3">{children}</p>;
}
