import { Suspense, useEffect, useState } from 'react';
import { useDevice, useObservable } from '../../platform/device/index.ts';
import { formatDateTime, t } from '../../platform/i18n/index.ts';
import type { CommittedReturn, FetchedSale, Returnable } from '../../platform/journal/index.ts';
import { Link, useParams } from '../../platform/router/index.ts';
import { EmptyState, ErrorState, linkLook, Notice, PageHeader, Skeleton } from '../../platform/ui/index.ts';
import { loadReturnDone, ReturnDone } from './parts/later.tsx';
import { ReturnEditor } from './parts/return-editor.tsx';
import { useLocal, useOrder, useServerOrder } from './use-orders.ts';

/**
 * Goods come back and money goes out. What this till knows is shown at once; the server's figures, which know of other
 * registers, replace it when they come.
 */
export function ReturnScreen() {
  const { saleId = '' } = useParams();
  const back = { href: `/orders/${saleId}`, label: t('orders.backToOrders') };
  const { view } = useOrder(saleId);
  const title = view === null ? t('orders.returnTitleShort') : t('orders.returnTitle', { number: view.receiptNumber });
  const meta = view === null ? ' ' : t('orders.boughtAt', { time: formatDateTime(view.occurredAt) });
  return (
    <>
      <PageHeader title={title} meta={meta} back={back} />
      <ReturnOf key={saleId} saleId={saleId} />
    </>
  );
}

function ReturnOf({ saleId }: { readonly saleId: string }) {
  const { session, journal } = useDevice();
  const [done, setDone] = useState<CommittedReturn | null>(null);
  const server = useServerOrder(saleId, done === null);
  const fetched = server.data?.fetched;
  const { sale, isLooking } = useReturnable(saleId, fetched, server.isPending);
  const shift = useLocal(async () => ({ open: await journal.currentShift() }), 'shift');
  useObservable(session.state);
  useEffect(() => void loadReturnDone(), []);
  if (done !== null) {
    return (
      <Suspense fallback={<ReturnSkeleton />}>
        <ReturnDone done={done} />
      </Suspense>
    );
  }
  if (session.isLapsed()) return <Blocked title={t('orders.cannotReturn')} />;
  if (shift?.open === null) {
    return (
      <EmptyState
        title={t('orders.needShift')}
        actions={
          <Link to="/shift" className={linkLook}>
            {t('orders.openShift')}
          </Link>
        }
      />
    );
  }
  if (sale === null) return isLooking ? <ReturnSkeleton /> : <Blocked title={t('orders.notFound')} />;
  return (
    <>
      {fetched === undefined && !server.isPending ? (
        <Notice tone="neutral" className="mb-3">
          {t('orders.offlineFigures')}
        </Notice>
      ) : null}
      <ReturnEditor sale={sale} fetched={fetched} today={shift?.open?.businessDate ?? null} onDone={setDone} />
    </>
  );
}

/** What can come back: from the journal at once, and again with the server's figures. */
function useReturnable(
  saleId: string,
  fetched: FetchedSale | undefined,
  isAsking: boolean,
): { readonly sale: Returnable | null; readonly isLooking: boolean } {
  const { journal } = useDevice();
  const [answer, setAnswer] = useState<{ readonly sale: Returnable | null } | null>(null);
  useEffect(() => {
    let isCurrent = true;
    void journal.returnable(saleId, fetched).then((found) => {
      if (isCurrent) setAnswer({ sale: found.ok ? found.value : null });
    });
    return () => {
      isCurrent = false;
    };
  }, [journal, saleId, fetched]);
  return { sale: answer?.sale ?? null, isLooking: answer === null || isAsking };
}

function Blocked({ title }: { readonly title: string }) {
  return (
    <ErrorState
      title={title}
      actions={
        <Link to="/orders" className={linkLook}>
          {t('orders.backToOrders')}
        </Link>
      }
    >
      {title === t('orders.notFound') ? t('orders.notFoundText') : undefined}
    </ErrorState>
  );
}

function ReturnSkeleton() {
  return (
    <div className="rounded-card border border-line bg-surface p-4" aria-busy>
      {Array.from({ length: 4 }, (_, index) => (
        <Skeleton key={index} className="my-3 h-9" />
      ))}
    </div>
  );
}
