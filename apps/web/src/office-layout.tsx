import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { Outlet } from '@tanstack/react-router';
import { t } from './platform/i18n/index.ts';
import { SyncChip } from './platform/sync-chip/index.ts';
import { OfficeShell } from './platform/ui/index.ts';

const queries = new QueryClient({ defaultOptions: { queries: { staleTime: 10_000, retry: 1 } } });

/** The frame of the office's pages, with the cache of what the server said. */
export function OfficeLayout() {
  return (
    <QueryClientProvider client={queries}>
      <OfficeShell shopName={t('ui.appName')} status={<SyncChip />}>
        <Outlet />
      </OfficeShell>
    </QueryClientProvider>
  );
}
