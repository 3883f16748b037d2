import type { PromotionList, PromotionSummary } from '@mosaajii/contract/pricing';
import { TicketPercent } from 'lucide-react';
import { useState } from 'react';
import { Answer } from '../../platform/answer/index.ts';
import { api } from '../../platform/api/index.ts';
import { t } from '../../platform/i18n/index.ts';
import { Button, Card, Chip, EmptyState, Notice, SegmentedControl } from '../../platform/ui/index.ts';
import { useWhen } from '../../platform/when/index.ts';
import { formOf } from './form-of-promotion.ts';
import { PromotionEditor } from './promotion-editor.tsx';
import { productIdsOf, STATE, sentenceOf, usedText } from './promotion-words.ts';
import { useCanWrite } from './use-can-write.ts';
import { useNames } from './use-names.ts';
import { useChange, usePricingRules, usePromotions, useShop } from './use-pricing.ts';

/** Every promotion with what it does in words, in the order in which they apply. */
export function PromotionsTab() {
  const promotions = usePromotions();
  const [edited, setEdited] = useState<PromotionSummary | 'new' | null>(null);
  const canWrite = useCanWrite();
  const make = (
    <Button variant="primary" onClick={() => setEdited('new')}>
      {t('pricing.promotionNew')}
    </Button>
  );
  return (
    <>
      <Answer query={promotions}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState
              icon={TicketPercent}
              title={t('pricing.promotionsNone')}
              {...(canWrite ? { actions: make } : {})}
            >
              {t('pricing.promotionsNoneText')}
            </EmptyState>
          ) : (
            <>
              <div className="flex flex-wrap items-end justify-between gap-3">
                <Stacking />
                {canWrite ? make : null}
              </div>
              <List items={items} onEdit={setEdited} />
            </>
          )
        }
      </Answer>
      {edited === null ? null : (
        <PromotionEditor promotion={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />
      )}
    </>
  );
}

function List({
  items,
  onEdit,
}: {
  readonly items: PromotionList['items'];
  readonly onEdit: (promotion: PromotionSummary) => void;
}) {
  const names = useNames(items.flatMap(productIdsOf));
  const { problem, isPending, run } = useChange();
  const turn = (promotion: PromotionSummary) => {
    const { promotionId, state: _state, couponCount: _count, used: _used, updatedAt: _at, ...body } = promotion;
    const changed = { ...body, isActive: !promotion.isActive };
    void run(() => api.put(`/promotions/${promotionId}`, { body: changed }), t('pricing.switched'));
  };
  return (
    <Card>
      {problem === null ? null : (
        <Notice tone="danger" isAlert className="m-3">
          {problem.detail} {problem.action}
        </Notice>
      )}
      <ul aria-label={t('pricing.promotions')} className="divide-y divide-line">
        {items.map((promotion) => (
          <PromotionItem
            key={promotion.promotionId}
            promotion={promotion}
            nameOf={names}
            isPending={isPending}
            onTurn={() => turn(promotion)}
            onEdit={() => onEdit(promotion)}
          />
        ))}
      </ul>
    </Card>
  );
}

function PromotionItem({
  promotion,
  nameOf,
  isPending,
  onTurn,
  onEdit,
}: {
  readonly promotion: PromotionSummary;
  readonly nameOf: (id: string) => string;
  readonly isPending: boolean;
  readonly onTurn: () => void;
  readonly onEdit: () => void;
}) {
  const when = useWhen();
  const canWrite = useCanWrite();
  const currency = useShop().data?.organization.currency;
  const { name, state, priority, couponCount, used, isActive } = promotion;
  const canEdit = currency !== undefined && formOf(promotion, currency, nameOf) !== null;
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-2 px-4 py-3">
      <div className="min-w-56 flex-1">
        <p className="flex flex-wrap items-center gap-2">
          <b className="font-semibold">{name}</b>
          <Chip size="sm" icon="dot" tone={STATE[state].tone}>
            {t(STATE[state].label)}
          </Chip>
        </p>
        <p className="text-ink-2">{currency === undefined ? '' : sentenceOf(promotion, currency, nameOf, when)}</p>
        <p className="text-sm tabular-nums text-ink-3">
          {t('pricing.rank', { rank: priority })}
          {couponCount > 0 ? ` · ${t('pricing.couponsOf', { count: couponCount })}` : ''}
          {used === null ? '' : ` · ${currency === undefined ? '' : usedText(promotion, currency)}`}
          {canEdit || currency === undefined ? '' : ` · ${t('pricing.onlyApi')}`}
        </p>
      </div>
      {canWrite ? (
        <div className="flex gap-2">
          <Button
            isPending={isPending}
            aria-label={t(isActive ? 'pricing.switchOffOf' : 'pricing.switchOnOf', { name })}
            onClick={onTurn}
          >
            {t(isActive ? 'pricing.switchOff' : 'pricing.switchOn')}
          </Button>
          {canEdit ? (
            <Button aria-label={t('pricing.edit', { name })} onClick={onEdit}>
              {t('pricing.editShort')}
            </Button>
          ) : null}
        </div>
      ) : null}
    </li>
  );
}

/** Whether all promotions that fit apply, or only the best. */
function Stacking() {
  const rules = usePricingRules();
  const canWrite = useCanWrite();
  const { problem, run } = useChange();
  if (rules.data === undefined || !canWrite) return <span />;
  const { version, rules: known } = rules.data;
  const set = (stacking: 'sequence' | 'best-only') => {
    const body = { version, rules: { ...known, stacking } };
    void run(() => api.put('/pricing-rules', { body }), t('pricing.stackingSaved'));
  };
  return (
    <div className="flex flex-col gap-1">
      <span className="text-sm text-ink-2">{t('pricing.stacking')}</span>
      <SegmentedControl
        label={t('pricing.stacking')}
        value={known.stacking}
        options={[
          { value: 'sequence', label: t('pricing.stackSequence') },
          { value: 'best-only', label: t('pricing.stackBest') },
        ]}
        onChange={set}
      />
      {problem === null ? null : <p className="text-sm text-danger">{problem.detail}</p>}
    </div>
  );
}
