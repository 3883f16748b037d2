import type { PublicReceipt } from '@mosaajii/contract/receipts';
import { type Block, bitmapOf, type Paper } from '@mosaajii/domain/paper';
import { Printer } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import { Failed } from '../../platform/answer/index.ts';
import { type ApiProblem, api } from '../../platform/api/index.ts';
import { t } from '../../platform/i18n/index.ts';
import { PaperView, printByBrowser } from '../../platform/printer/index.ts';
import { useParams } from '../../platform/router/index.ts';
import { Button, EmptyState, Skeleton } from '../../platform/ui/index.ts';

type Loaded =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly problem: ApiProblem }
  | { readonly state: 'ready'; readonly receipt: PublicReceipt };

/** Where the QR code of a receipt leads: that paper and nothing else, for whoever has the link. */
export function PublicReceiptScreen() {
  const { token = '' } = useParams();
  const [loaded, setLoaded] = useState<Loaded>({ state: 'loading' });
  const load = useCallback(async () => {
    const answer = await api.get<PublicReceipt>(`/receipts/${encodeURIComponent(token)}`);
    setLoaded(answer.ok ? { state: 'ready', receipt: answer.value } : { state: 'failed', problem: answer.error });
  }, [token]);
  useEffect(() => void load(), [load]);
  return (
    <main className="grid min-h-dvh content-start justify-items-center gap-4 bg-bg p-4">
      <h1 className="visually-hidden">{t('printing.publicTitle')}</h1>
      {loaded.state === 'loading' ? <Skeleton className="h-[70dvh] w-[80mm] max-w-full" /> : null}
      {loaded.state === 'failed' ? <Nothing problem={loaded.problem} onRetry={() => void load()} /> : null}
      {loaded.state === 'ready' ? <Shown receipt={loaded.receipt} /> : null}
    </main>
  );
}

function Nothing({ problem, onRetry }: { readonly problem: ApiProblem; readonly onRetry: () => void }) {
  if (problem.code !== 'not-found')
    return <Failed title={t('printing.publicFailed')} cause={problem} onRetry={onRetry} />;
  return <EmptyState title={t('printing.publicNothing')}>{t('printing.publicNothingText')}</EmptyState>;
}

function Shown({ receipt }: { readonly receipt: PublicReceipt }) {
  const paper = paperOf(receipt);
  return (
    <>
      <div className="max-w-full overflow-x-auto rounded-[2px] bg-white text-black shadow-pop">
        <PaperView paper={paper} size={receipt.paperWidthMm} />
      </div>
      <Button
        icon={<Printer aria-hidden className="size-4" strokeWidth={1.75} />}
        onClick={() => void printByBrowser(paper, receipt.paperWidthMm)}
      >
        {t('printing.publicPrint')}
      </Button>
    </>
  );
}

/** Dots travel as base64; a logo that cannot be read is left out. */
function paperOf({ paper }: PublicReceipt): Paper {
  const blocks = paper.blocks.flatMap((block): Block[] => {
    if (block.kind !== 'image') return [block as Block];
    const image = bitmapOf(block.image);
    return image === null ? [] : [{ kind: 'image', image }];
  });
  return { ...paper, blocks };
}
