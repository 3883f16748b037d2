import type { Customer } from '@mosaajii/contract/customers';
import { minor } from '@mosaajii/domain/money';
import { SearchX, UserPlus, UserRound } from 'lucide-react';
import { useState } from 'react';
import { Answer, Below, MorePages } from '../../platform/answer/index.ts';
import { t } from '../../platform/i18n/index.ts';
import { useBindings } from '../../platform/keys/index.ts';
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
  Table,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
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
  const isFiltered = filters !== NO_FILTERS;
  useBindings([{ chord: 'n', run: () => canWrite && setDialog('new') }]);
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
                onClick={() => setDialog('new')}
              >
                {t('customers.new')}
              </Button>
            ) : null}
          </>
        }
      />
      <Filters filters={filters} onChange={setFilters} />
      <Below questions={[groups]} loading={<LoadingLines />}>
        <Answer query={list}>
          {({ items }) =>
            items.length > 0 ? (
              <CustomerTable items={items} />
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
      {dialog === 'new' ? <CustomerDialog onClose={() => setDialog(null)} /> : null}
      {dialog === 'groups' ? <GroupsDialog onClose={() => setDialog(null)} /> : null}
      <Outlet />
    </>
  );
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

function CustomerTable({ items }: { readonly items: readonly Customer[] }) {
  const money = useMoney();
  return (
    <Table label={t('customers.table')}>
      <TableHead>
        <TableHeader>{t('customers.name')}</TableHeader>
        <TableHeader className="max-md:hidden">{t('customers.phone')}</TableHeader>
        <TableHeader className="max-lg:hidden">{t('customers.company')}</TableHeader>
        <TableHeader isFigure>{t('customers.owes')}</TableHeader>
      </TableHead>
      <tbody>
        {items.map((customer) => (
          <TableRow key={customer.customerId}>
            <TableCell>
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
            </TableCell>
            <TableCell className="num text-ink-2 max-md:hidden">
              <bdi dir="ltr">{customer.phone}</bdi>
            </TableCell>
            <TableCell className="text-ink-2 max-lg:hidden">{customer.company}</TableCell>
            <TableCell isFigure>
              {money === null || customer.owedMinor === 0 ? (
                <span className="text-ink-3">–</span>
              ) : (
                <Amount value={minor(customer.owedMinor)} currency={money.currency} locale={money.locale} />
              )}
            </TableCell>
          </TableRow>
        ))}
      </tbody>
    </Table>
  );
}
