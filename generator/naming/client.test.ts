import { UsageError } from '../errors.js';
import { nameClient } from './client.js';

const TAKEN = new Set(['ApiClient', 'ApiError', 'ServerError', 'Error']);
const isFree = (name: string) => !TAKEN.has(name);

describe('from the title', () => {
  it.each([
    [
      'Optimum Automotive API v1',
      'OptimumAutomotiveClient',
      'OptimumAutomotiveError',
      'OPTIMUM_AUTOMOTIVE',
    ],
    ['Prowlarr', 'ProwlarrClient', 'ProwlarrError', 'PROWLARR'],
    ['ImmichFrame.WebApi', 'ImmichFrameClient', 'ImmichFrameError', 'IMMICH_FRAME'],
    ['eShop - Catalog HTTP API', 'EShopCatalogClient', 'EShopCatalogError', 'E_SHOP_CATALOG'],
    ['DataTypes | v1', 'DataTypesClient', 'DataTypesError', 'DATA_TYPES'],
    ['STExS.Web, Version=1.0.0.0, Culture=neutral', 'STExSClient', 'STExSError', 'ST_EX_S'],
    ['Sample API 1.0', 'SampleClient', 'SampleError', 'SAMPLE'],
    ['Véhicules', 'VéhiculesClient', 'VéhiculesError', 'VEHICULES'],
    ['车辆', '车辆Client', '车辆Error', 'API'],
    ['My API', 'MyClient', 'MyError', 'MY'],
    ['API', 'ApiServiceClient', 'ApiServiceError', 'API'],
    ['', 'ApiServiceClient', 'ApiServiceError', 'API'],
    ['Server', 'ServerServiceClient', 'ServerServiceError', 'SERVER'],
    ['3D Models', 'Api3DModelsClient', 'Api3DModelsError', 'API3_D_MODELS'],
  ])('%j: %s, %s, %s_', (title, client, error, environmentVariablePrefix) => {
    expect(nameClient(title, undefined, isFree)).toEqual({
      client,
      error,
      environmentVariablePrefix,
    });
  });
});

describe('from --client-name', () => {
  it.each([
    ['OptimumClient', 'OptimumClient', 'OptimumError', 'OPTIMUM'],
    ['Optimum', 'OptimumClient', 'OptimumError', 'OPTIMUM'],
    ['acme-billing', 'AcmeBillingClient', 'AcmeBillingError', 'ACME_BILLING'],
    ['Server', 'ServerClient', 'ServerServiceError', 'SERVER'],
  ])('%s: %s, %s, %s_', (chosen, client, error, environmentVariablePrefix) => {
    expect(nameClient('Title', chosen, isFree)).toEqual({
      client,
      error,
      environmentVariablePrefix,
    });
  });

  it.each(['', 'Client', '***', '3D', 'Api'])('%j is refused, by name', (chosen) => {
    const naming = () => nameClient('Title', chosen, isFree);
    expect(naming).toThrow(UsageError);
    expect(naming).toThrow(`'${chosen}`);
  });
});

describe('from a lock', () => {
  const locked = { class: 'OldClient', error: 'OldFailure', environmentVariablePrefix: 'OLD_API' };
  const title = { client: 'NewClient', error: 'NewError', environmentVariablePrefix: 'NEW' };

  it.each([
    [locked, { client: 'OldClient', error: 'OldFailure', environmentVariablePrefix: 'OLD_API' }],
    [{ ...locked, class: 'ApiClient' }, title],
    [{ ...locked, class: 'a b' }, title],
    [{ ...locked, error: 'OldClient' }, title],
    [{ ...locked, environmentVariablePrefix: 'old' }, title],
    [undefined, title],
  ])('%j: %j', (lock, want) => {
    expect(nameClient('New API', undefined, isFree, lock)).toEqual(want);
  });

  it('the chosen name takes precedence', () => {
    expect(nameClient('New API', 'Mine', isFree, locked).client).toBe('MineClient');
  });
});
