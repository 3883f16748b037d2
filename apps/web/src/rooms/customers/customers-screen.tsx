import type { Customer } from '@mosaajii/contract/customers';
import { minor } from '@mosaajii/domain/money';
import { SearchX, UserPlus, UserRound } from 'lucide-react';
import { useState } from 'react';
import { Answer, Below, MorePages } from '../../platform/answer/index.ts';
import { t } from '../../platform/i18n/index.ts';
import { changedFields, fieldsOf, ListFrame, ListTable, type TableColumn } from '../../platform/lists/index.ts';
import { Link, Outlet } from '../../platform/router/index.ts';
import {
  Amount,
  Button,
  Checkbox,
  Chip,
  EmptyState,
  LoadingLines,
  PageHeader,
  rowLinkLook,
  SearchField,
  Select,
} from '../../platform/ui/index.ts';
import { CustomerDialog } from './customer-dialog.tsx';
import { GroupsDialog } from './groups-dialog.tsx';
import { Guarded } from './guarded.tsx';
import { type CustomerFilters, NO_FILTERS, useCustomers, useGroups, useMay, useMoney } from './use-customers.ts';

/** Everybody the shop knows as a customer: found, written down, and opened over the list. */
export function CustomersScreen() {
  return (
    <Guarded title={t('customers.title')} permission="customers.read">
      <Customers />
    </Guarded>
  );
}

function Customers() {
  const [filters, setFilters] = useState<CustomerFilters>(NO_FILTERS);
  const [dialog, setDialog] = useState<'new' | 'groups' | null>(null);
  const canWrite = useMay('customers.write');
  const list = useCustomers(filters);
  const groups = useGroups();
  const columns = useCustomerColumns();
  const search = changedFields(fieldsOfFilters(filters), FIRST);
  const isFiltered = search.size > 0;
  return (
    <>
      <PageHeader
        title={t('customers.title')}
        actions={
          <>
            <Button onClick={() => setDialog('groups')}>{t('customers.manageGroups')}</Button>
            {canWrite ? (
              <Button
                variant="primary"
                icon={<UserPlus aria-hidden className="size-4" />}
                shortcut="N"
                aria-keyshortcuts="N"
                onClick={() => setDialog('new')}
              >
                {t('customers.new')}
              </Button>
            ) : null}
          </>
        }
      />
      <ListFrame
        list="customers"
        columns={columns}
        search={search}
        onSearch={(wanted) => setFilters(filtersOfFields(fieldsOf(wanted, FIRST, { state: STATES })))}
        canEdit={canWrite}
        {...(canWrite ? { onNew: () => setDialog('new') } : {})}
        filters={<Filters filters={filters} onChange={setFilters} />}
      >
        <Below questions={[groups]} loading={<LoadingLines />}>
          <Answer query={list}>
            {({ items }) =>
              items.length > 0 ? (
                <ListTable
                  label={t('customers.table')}
                  columns={columns}
                  rows={items}
                  idOf={({ customerId }) => customerId}
                />
              ) : isFiltered ? (
                <EmptyState
                  icon={SearchX}
                  title={t('customers.noneFound')}
                  actions={<Button onClick={() => setFilters(NO_FILTERS)}>{t('customers.clearFilters')}</Button>}
                />
              ) : (
                <EmptyState
                  icon={UserRound}
                  title={t('customers.empty')}
                  actions={
                    canWrite ? (
                      <Button variant="primary" onClick={() => setDialog('new')}>
                        {t('customers.new')}
                      </Button>
                    ) : undefined
                  }
                >
                  {t('customers.emptyText')}
                </EmptyState>
              )
            }
          </Answer>
        </Below>
        <MorePages pages={list} />
      </ListFrame>
      {dialog === 'new' ? <CustomerDialog onClose={() => setDialog(null)} /> : null}
      {dialog === 'groups' ? <GroupsDialog onClose={() => setDialog(null)} /> : null}
      <Outlet />
    </>
  );
}

const STATES = ['active', 'inactive', 'all'] as const;
const FIRST = fieldsOfFilters(NO_FILTERS);

function fieldsOfFilters({ query, groupId, state, owing }: CustomerFilters) {
  return { query, groupId, state: state as string, owing: owing ? 'true' : '' };
}

function filtersOfFields({ query, groupId, state, owing }: typeof FIRST): CustomerFilters {
  return { query, groupId, state: STATES.find((one) => one === state) ?? NO_FILTERS.state, owing: owing === 'true' };
}

interface FilterProps {
  readonly filters: CustomerFilters;
  readonly onChange: (filters: CustomerFilters) => void;
}

function Filters({ filters, onChange }: FilterProps) {
  const groups = useGroups();
  return (
    <div className="mb-3 flex flex-wrap items-center gap-2">
      <SearchField
        label={t('customers.search')}
        clearLabel={t('customers.clearSearch')}
        query={filters.query}
        onSearch={(query) => onChange({ ...filters, query })}
        takesScans
      />
      <Select
        aria-label={t('customers.state')}
        className="w-auto!"
        value={filters.state}
        onChange={(event) => onChange({ ...filters, state: event.target.value as CustomerFilters['state'] })}
      >
        <option value="active">{t('customers.stateActive')}</option>
        <option value="inactive">{t('customers.stateInactive')}</option>
        <option value="all">{t('customers.stateAll')}</option>
      </Select>
      <Checkbox checked={filters.owing} onChange={(event) => onChange({ ...filters, owing: event.target.checked })}>
        {t('customers.owingOnly')}
      </Checkbox>
      {groups.data === undefined || groups.data.groups.length === 0 ? null : (
        <Select
          aria-label={t('customers.group')}
          className="w-auto!"
          value={filters.groupId}
          onChange={(event) => onChange({ ...filters, groupId: event.target.value })}
        >
          <option value="">{t('customers.anyGroup')}</option>
          {groups.data.groups.map((group) => (
            <option key={group.groupId} value={group.groupId}>
              {group.name}
            </option>
          ))}
        </Select>
      )}
    </div>
  );
}

/** What a customer is called where the name has not come or has been erased. */
export function nameOf({ name, isErased }: Pick<Customer, 'name' | 'isErased'>): string {
  if (isErased) return t('customers.erasedName');
  return name === '' ? t('customers.unnamed') : name;
}

function useCustomerColumns(): readonly TableColumn<Customer>[] {
  const money = useMoney();
  return [
    {
      name: 'name',
      label: t('customers.name'),
      isFixed: true,
      cell: (customer) => (
        <span className="flex flex-wrap items-center gap-2">
          <Link to="/customers/:customerId" params={{ customerId: customer.customerId }} className={rowLinkLook}>
            {nameOf(customer)}
          </Link>
          {customer.isActive ? null : (
            <Chip size="sm">{t(customer.isErased ? 'customers.erased' : 'customers.inactive')}</Chip>
          )}
          {customer.tags.map((tag) => (
            <Chip key={tag} size="sm">
              {tag}
            </Chip>
          ))}
        </span>
      ),
    },
    {
      name: 'phone',
      label: t('customers.phone'),
      from: 'md',
      className: 'num text-ink-2',
      cell: ({ phone }) => <bdi dir="ltr">{phone}</bdi>,
    },
    {
      name: 'company',
      label: t('customers.company'),
      from: 'lg',
      className: 'text-ink-2',
      cell: ({ company }) => company,
    },
    {
      name: 'owes',
      label: t('customers.owes'),
      isFigure: true,
      cell: ({ owedMinor }) =>
        money === null || owedMinor === 0 ? (
          <span className="text-ink-3">–</span>
        ) : (
          <Amount value={minor(owedMinor)} currency={money.currency} locale={money.locale} />
        ),
    },
  ];
}
