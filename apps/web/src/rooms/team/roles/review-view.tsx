import type { Review, ReviewList } from '@mosaajii/contract/reviews';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { ClipboardCheck, Download } from 'lucide-react';
import { useState } from 'react';
import { Answer } from '../../../platform/answer/index.ts';
import { api, orThrow } from '../../../platform/api/index.ts';
import { useDevice } from '../../../platform/device/index.ts';
import { t } from '../../../platform/i18n/index.ts';
import { Button, Card, Chip, EmptyState, Notice, plainLinkLook, useToasts } from '../../../platform/ui/index.ts';
import { useWhen } from '../../../platform/when/index.ts';
import { ReviewItem } from './review-item.tsx';

type Send = () => ReturnType<typeof api.post<Review>>;

/** Reviews of who has access: the open one to work on, the others to look up. */
export function ReviewView() {
  const list = useQuery({
    queryKey: ['access-reviews'],
    queryFn: ({ signal }) => orThrow(api.get<ReviewList>('/access-reviews', { signal })),
    retry: false,
  });
  const [chosen, setChosen] = useState<string | null>(null);
  const change = useReviewChange();
  const { newId } = useDevice();
  const start = () => {
    const reviewId = newId();
    void change
      .run(() => api.post<Review>('/access-reviews', { body: { reviewId } }))
      .then((isDone) => {
        if (isDone) setChosen(reviewId);
      });
  };
  const begin = (
    <Button variant="primary" isPending={change.isPending} onClick={start}>
      {t('team.reviewStart')}
    </Button>
  );
  return (
    <div className="flex flex-col gap-4">
      {change.problem === null ? null : (
        <Notice tone="danger" isAlert>
          {change.problem}
        </Notice>
      )}
      <Answer query={list}>
        {({ reviews }) => {
          const open = reviews.find((review) => review.signedOffAt === null);
          const shown = chosen ?? open?.reviewId ?? null;
          if (reviews.length === 0) {
            return (
              <EmptyState icon={ClipboardCheck} title={t('team.reviewNone')} actions={begin}>
                {t('team.reviewNoneText')}
              </EmptyState>
            );
          }
          return (
            <>
              {open === undefined ? <div>{begin}</div> : null}
              {shown === null ? null : <OneReview key={shown} reviewId={shown} />}
              <History reviews={reviews} shown={shown} onChoose={setChosen} />
            </>
          );
        }}
      </Answer>
    </div>
  );
}

/** Sends a change of a review once at a time; what was refused is said. */
function useReviewChange() {
  const queries = useQueryClient();
  const [problem, setProblem] = useState<string | null>(null);
  const [isPending, setPending] = useState(false);
  const run = async (send: Send): Promise<boolean> => {
    setPending(true);
    setProblem(null);
    const answer = await send();
    setPending(false);
    if (answer.ok) queries.setQueryData(['access-review', answer.value.reviewId], answer.value);
    else setProblem(answer.error.detail);
    await queries.invalidateQueries({ queryKey: ['access-reviews'] });
    return answer.ok;
  };
  return { problem, isPending, run };
}

function OneReview({ reviewId }: { readonly reviewId: string }) {
  const change = useReviewChange();
  const query = useQuery({
    queryKey: ['access-review', reviewId],
    queryFn: ({ signal }) => orThrow(api.get<Review>(`/access-reviews/${reviewId}`, { signal })),
    retry: false,
  });
  const when = useWhen();
  const signOff = () =>
    void change
      .run(() => api.post<Review>(`/access-reviews/${reviewId}/sign-off`, { body: {} }))
      .then((isDone) => {
        if (isDone) useToasts.getState().show({ message: t('team.reviewSigned'), tone: 'success' });
      });
  return (
    <Answer query={query}>
      {(review) => (
        <Card title={t('team.reviewOf', { time: when(review.startedAt) })}>
          <div className="flex flex-col gap-3 px-4 pb-4">
            <div className="flex flex-wrap items-center gap-3">
              <Chip tone={review.signedOffAt === null ? 'warning' : 'success'} icon="dot">
                {review.signedOffAt === null
                  ? t('team.reviewDecided', { done: review.decided, people: review.people })
                  : t('team.reviewSignedAt', { time: when(review.signedOffAt) })}
              </Chip>
              <a className={plainLinkLook} href={`/api/v1/access-reviews/${reviewId}/export`} download>
                <Download aria-hidden className="size-4" strokeWidth={1.75} />
                {t('team.reviewExport')}
              </a>
              {review.signedOffAt === null ? (
                <Button variant="primary" className="ms-auto" isPending={change.isPending} onClick={signOff}>
                  {t('team.reviewSignOff')}
                </Button>
              ) : null}
            </div>
            {change.problem === null ? null : (
              <Notice tone="danger" isAlert>
                {change.problem}
              </Notice>
            )}
            <ul>
              {review.items.map((item) => (
                <ReviewItem
                  key={item.userId}
                  item={item}
                  isOpen={review.signedOffAt === null}
                  onMark={(mark) =>
                    change.run(() =>
                      api.put<Review>(`/access-reviews/${reviewId}/people/${item.userId}`, { body: mark }),
                    )
                  }
                />
              ))}
            </ul>
          </div>
        </Card>
      )}
    </Answer>
  );
}

interface HistoryProps {
  readonly reviews: ReviewList['reviews'];
  readonly shown: string | null;
  readonly onChoose: (reviewId: string) => void;
}

function History({ reviews, shown, onChoose }: HistoryProps) {
  const when = useWhen();
  return (
    <Card title={t('team.reviewHistory')}>
      <ul className="flex flex-col gap-1 px-4 pb-4">
        {reviews.map((review) => (
          <li key={review.reviewId} className="flex flex-wrap items-center gap-3 border-t border-line py-1.5">
            <Button
              variant="quiet"
              size="sm"
              aria-current={review.reviewId === shown || undefined}
              onClick={() => onChoose(review.reviewId)}
            >
              {t('team.reviewOf', { time: when(review.startedAt) })}
            </Button>
            <span className="text-sm text-ink-2">
              {review.signedOffAt === null
                ? t('team.reviewDecided', { done: review.decided, people: review.people })
                : t('team.reviewSignedAt', { time: when(review.signedOffAt) })}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
