import type { TypeRef } from '../model/model.js';
import { defined } from '../util/defined.js';
import type { NameSource } from './operation-ids.js';
import { planNames } from './plan.js';
import {
  ARRAY,
  OBJECT,
  createDeclaration,
  createModel,
  createModelOfRoutes,
  createOperation,
  type Route,
} from './testing/models.js';

/** `vehicles.list listVehicles`: the names of a route's method and function. */
function namesOfRoutes(routes: readonly Route[]): readonly string[] {
  const model = createModelOfRoutes(routes);
  const { names } = planNames(model, { reservedExports: new Set() });
  return routes.map(([tag, route]) => {
    const property = names.services.get(tag)?.property;
    const { method, functionName } = names.operations.get(route) ?? {};
    return `${property}.${method} ${functionName}`;
  });
}

type Row = readonly [tag: string, route: string, expected: string, response?: TypeRef];

describe('an operation without an operationId is named', () => {
  const rows: readonly Row[] = [
    // The service itself
    ['Vehicles', 'GET /Vehicles', 'vehicles.list listVehicles'],
    ['Vehicles', 'GET /Vehicles/{registrationNumber}', 'vehicles.get getVehicle'],
    ['Vehicles', 'POST /Vehicles', 'vehicles.create createVehicle'],
    ['Vehicles', 'PUT /Vehicles/{id}', 'vehicles.replace replaceVehicle'],
    ['Vehicles', 'PATCH /Vehicles/{id}', 'vehicles.update updateVehicle'],
    ['Vehicles', 'DELETE /Vehicles/{id}', 'vehicles.delete deleteVehicle'],
    ['Vehicles', 'HEAD /Vehicles/{id}', 'vehicles.head headVehicle'],
    ['Vehicles', 'OPTIONS /Vehicles', 'vehicles.options optionsVehicle'],
    ['Vehicles', 'TRACE /Vehicles', 'vehicles.trace traceVehicle'],
    ['Vehicles', 'QUERY /Vehicles', 'vehicles.query queryVehicles', ARRAY],
    ['Vehicles', 'QUERY /Vehicles/search', 'vehicles.search searchVehicles', ARRAY],
    ['Vehicles', 'QUERY /Vehicles/{id}/trips', 'vehicles.queryTrips queryVehicleTrips', ARRAY],
    ['Search', 'QUERY /search', 'search.search search', OBJECT],
    ['Cache', 'PURGE /cache', 'cache.purge purgeCache'],
    ['Device', 'M-SEARCH /device', 'device.msearch msearchDevice'],
    ['Persons', 'GET /Persons', 'persons.list listPersons'],
    ['Vehicle', 'GET /api/Vehicle', 'vehicle.list listVehicles'],
    ['Category', 'GET /api/categories', 'category.list listCategories'],
    ['Trips', 'GET /Trips/{vehicleId}', 'trips.list listTrips', ARRAY],
    ['Config', 'GET /api/Config', 'config.get getConfig'],
    ['Permissions', 'GET /permissions', 'permissions.get getPermissions', OBJECT],
    ['ApiInfo', 'GET /api', 'apiInfo.get getApiInfo', OBJECT],
    // Where the path names the service
    ['ChatGroup', 'GET /api/app/chat-groups/{id}', 'chatGroup.get getChatGroup'],
    ['ChatGroup', 'GET /api/services/app/chat-group', 'chatGroup.list listChatGroups'],
    ['Application', 'GET /api/v1/applications', 'application.list listApplications'],
    ['Application', 'GET /api/v{version}/applications', 'application.list listApplications'],
    ['Application', 'GET /1.0/applications', 'application.list listApplications'],
    ['DownloadClient', 'GET /api/v1/downloadclient', 'downloadClient.list listDownloadClients'],
    ['HostConfig', 'GET /api/v3/config/host/{id}', 'hostConfig.get getHostConfig'],
    ['TagDetails', 'GET /api/v3/tag/detail', 'tagDetails.list listTagDetails', ARRAY],
    ['ImportListExclusion', 'GET /exclusions', 'importListExclusion.list listImportListExclusions'],
    ['Role', 'GET /api/identity/roles', 'role.list listRoles'],
    ['MovieFolder', 'GET /movie/{id}/folder', 'movieFolder.get getMovieFolder', OBJECT],
    ['SSH Keys', 'GET /v2/SshKey', 'sshKeys.list listSshKeys'],
    ['Authentication', 'POST /api/auth/login', 'authentication.login authenticationLogin'],
    // What comes after it
    [
      'VehicleAssignments',
      'GET /VehicleAssignments/current',
      'vehicleAssignments.getCurrent getCurrentVehicleAssignments',
    ],
    [
      'VehicleAssignments',
      'GET /VehicleAssignments/current',
      'vehicleAssignments.getCurrent getCurrentVehicleAssignments',
      ARRAY,
    ],
    ['Users', 'GET /Users/current', 'users.getCurrent getCurrentUser', OBJECT],
    ['Geolocation', 'GET /Geolocation/Trips', 'geolocation.listTrips listGeolocationTrips'],
    [
      'Notifications',
      'GET /Notifications/settings',
      'notifications.getSettings getNotificationSettings',
    ],
    ['Dashboard', 'GET /Dashboard/jobs', 'dashboard.getJobs getDashboardJobs', OBJECT],
    ['Orders', 'GET /Orders/{id}/status', 'orders.getStatus getOrderStatus'],
    ['User', 'GET /users/by-email/{email}', 'user.getByEmail getUserByEmail'],
    ['Flights', 'GET /Flights/{id}/seats/{seatId}', 'flights.getSeat getFlightSeat'],
    [
      'Vehicles',
      'GET /Vehicles/{id}/Trips/{tripId}/Points',
      'vehicles.listTripPoints listVehicleTripPoints',
    ],
    [
      'Grading',
      'GET /Grading/submissionsForUser',
      'grading.listSubmissionsForUser listGradingSubmissionsForUser',
    ],
    [
      'Bookings',
      'GET /Bookings/refunds/pending',
      'bookings.listPendingRefunds listBookingPendingRefunds',
    ],
    ['Vehicles', 'POST /Vehicles/{id}/Trips', 'vehicles.createTrip createVehicleTrip'],
    ['Vehicles', 'PUT /Vehicles/{id}/status', 'vehicles.replaceStatus replaceVehicleStatus'],
    ['Vehicles', 'PATCH /Vehicles/{id}/notes', 'vehicles.updateNotes updateVehicleNotes'],
    ['Vehicles', 'DELETE /Vehicles/{id}/tags/{tagId}', 'vehicles.deleteTag deleteVehicleTag'],
    ['Vehicles', 'DELETE /Vehicles/{id}/tags', 'vehicles.deleteTags deleteVehicleTags'],
    ['Application', 'PUT /applications/bulk', 'application.replaceBulk replaceBulkApplications'],
    ['Application', 'DELETE /applications/bulk', 'application.deleteBulk deleteBulkApplications'],
    ['Application', 'GET /applications/schema', 'application.getSchema getApplicationSchema'],
    // Actions
    ['Persons', 'GET /api/Persons/GetAllPersons', 'persons.getAll getAllPersons'],
    ['Account', 'POST /api/Account/CreateUser', 'account.createUser createAccountUser'],
    ['ChatMessage', 'POST /chat-messages/send', 'chatMessage.send sendChatMessage'],
    ['ProjectGroup', 'POST /project-group/lock', 'projectGroup.lock lockProjectGroup'],
    ['Users', 'POST /Users/login', 'users.login userLogin'],
    ['Auth', 'POST /Auth/refresh-token', 'auth.refreshToken refreshAuthToken'],
    ['Flights', 'POST /Flights/search', 'flights.search searchFlights'],
    ['Vehicles', 'GET /Vehicles/export', 'vehicles.export exportVehicles'],
    ['Vehicles', 'PUT /Vehicles/{id}/activate', 'vehicles.activate activateVehicle'],
    ['Application', 'POST /applications/test', 'application.test testApplication'],
    ['Application', 'POST /applications/testall', 'application.testAll testAllApplications'],
    [
      'Bookings',
      'POST /bookings/refunds/{refundId}/approve',
      'bookings.approveRefund approveBookingRefund',
    ],
    [
      'RoomRental',
      'POST /RoomRental/createOrEdit',
      'roomRental.createOrEdit createOrEditRoomRental',
    ],
    ['Tags', 'POST /v2/Tags/service', 'tags.service tagService'],
    ['Login', 'POST /api/Login', 'login.login login'],
    ['Search', 'POST /api/Search/flights', 'search.flights searchFlights'],
    // Where the path does not name the service, its own noun does
    [
      'Cloud Compute',
      'GET /v2/Instance',
      'cloudCompute.listInstances listCloudComputeInstances',
      ARRAY,
    ],
    [
      'Cloud Compute',
      'POST /v2/Instance',
      'cloudCompute.createInstance createCloudComputeInstance',
    ],
    [
      'Cloud Compute',
      'GET /v2/Instance/{id}/networks',
      'cloudCompute.listInstanceNetworks listCloudComputeInstanceNetworks',
    ],
    ['Email', 'GET /setting-management/emailing', 'email.getEmailing getEmailEmailing'],
  ];
  it.each(rows.map(([tag, route, expected, response]) => ({ tag, route, expected, response })))(
    '$tag, $route: $expected',
    ({ tag, route, expected, response }) => {
      expect(namesOfRoutes([[tag, route, response]])).toEqual([expected]);
    },
  );
});

describe('words that a path runs together', () => {
  it('are split as in the names of schemas', () => {
    const model = createModelOfRoutes(
      [['FileSystem', 'GET /filesystem/mediafiles']],
      [createDeclaration('MediaFileResource')],
    );
    const { names } = planNames(model, { reservedExports: new Set() });
    expect(names.operations.get('GET /filesystem/mediafiles')?.method).toBe('listMediaFiles');
  });
});

describe('an operation with an operationId is named', () => {
  it.each([
    ['Vehicles', 'Vehicles_GetAll', 'list', 'listVehicles'],
    ['CacheCommands', 'CacheCommands_Compress', 'compress', 'compressCacheCommands'],
    ['Vehicles', 'vehicles.list', 'list', 'listVehicles'],
    ['Vehicles', 'VehiclesGetAll', 'list', 'listVehicles'],
    ['Assets', 'Assets_ListAssets', 'list', 'listAssets'],
    ['Account', 'Account_GetSSOToken', 'getSsoToken', 'getAccountSsoToken'],
    ['Catalog', 'DeleteItem', 'deleteItem', 'deleteItem'],
    ['Logs', 'Logs_Logs2', 'list', 'listLogs'],
    ['Vehicles', 'get-vehicles', 'list', 'listVehicles'],
    ['Imports', 'ImportVehicles', 'importVehicles', 'importVehicles'],
    ['Positions', 'WatchPositions', 'watch', 'watchPositions'],
    ['Positions', 'TailLog', 'tailLog', 'tailLog'],
    ['Chat', 'Ask', 'ask', 'ask'],
  ])('%s, %s: %s and %s', (tag, operationId, method, functionName) => {
    const model = createModel({
      operations: [{ tag, operation: createOperation('GET', '/somewhere', { operationId }) }],
    });
    const { names } = planNames(model, { reservedExports: new Set() });
    expect(names.operations.get('GET /somewhere')).toMatchObject({ method, functionName });
  });
});

describe.each<[from: NameSource, names: readonly string[]]>([
  ['auto', ['list listVehicles', 'retryImport retryVehicleImport', 'get getVehicle']],
  ['operationId', ['getVehicles getVehicles', 'retryImport retryVehicleImport', 'get getVehicle']],
  ['path', ['list listVehicles', 'createImport createVehicleImport', 'get getVehicle']],
])('operations named after %s', (from, wanted) => {
  it('are', () => {
    const named = [
      ['GET', '/Vehicles', 'Vehicles_GetVehicles'],
      ['POST', '/Vehicles/imports', 'Vehicles_RetryImport'],
      ['GET', '/Vehicles/{id}', undefined],
    ] as const;
    const model = createModel({
      operations: named.map(([method, path, operationId]) => ({
        tag: 'Vehicles',
        operation: createOperation(method, path, defined({ operationId })),
      })),
    });
    const { names } = planNames(model, { reservedExports: new Set(), overrides: { from } });
    const got = named.map(([method, path]) => names.operations.get(`${method} ${path}`));
    expect(got.map((each) => `${each?.method} ${each?.functionName}`)).toEqual(wanted);
  });
});

describe('operations with colliding names', () => {
  it.each<[string, readonly [route: string, expected: string, response?: TypeRef][]]>([
    [
      'get their parameters',
      [
        ['GET /Vehicles/{id}', 'vehicles.getById getVehicleById'],
        ['GET /Vehicles/{idToEdit}', 'vehicles.getByIdToEdit getVehicleByIdToEdit'],
      ],
    ],
    [
      'keep it without a parameter',
      [
        ['GET /Vehicles', 'vehicles.get getVehicles', OBJECT],
        ['GET /Vehicles/{id}', 'vehicles.getById getVehicle', OBJECT],
      ],
    ],
    [
      'get all their parameters',
      [
        ['GET /Vehicles/{id}/{year}', 'vehicles.getByIdAndYear getVehicleByIdAndYear'],
        ['GET /Vehicles/{id}', 'vehicles.getById getVehicleById'],
      ],
    ],
    [
      'get more of their path',
      [
        ['GET /fleet-vehicles/{id}/trips', 'vehicles.listFleetVehicleTrips listFleetVehicleTrips'],
        ['GET /old-vehicles/{id}/trips', 'vehicles.listOldVehicleTrips listOldVehicleTrips'],
      ],
    ],
    [
      'get their version',
      [
        ['GET /api/v1/Vehicles', 'vehicles.listV1 listVehiclesV1'],
        ['GET /api/v2/Vehicles', 'vehicles.listV2 listVehiclesV2'],
      ],
    ],
    [
      'get their HTTP method',
      [
        ['POST /Vehicles/lock', 'vehicles.postLock postVehicleLock'],
        ['PUT /Vehicles/lock', 'vehicles.putLock putVehicleLock'],
      ],
    ],
    [
      'get the case of the path',
      [
        ['GET /Vehicles', 'vehicles.getVehiclesMixedCase getVehiclesMixedCase'],
        ['GET /vehicles', 'vehicles.getVehiclesLowerCase getVehiclesLowerCase'],
      ],
    ],
    [
      'get the signs of the path',
      [
        ['GET /vehicles', 'vehicles.getSlashVehicles getSlashVehicles'],
        ['GET /vehicles/', 'vehicles.getSlashVehiclesSlash getSlashVehiclesSlash'],
      ],
    ],
  ])('%s', (_, cases) => {
    const routes = cases.map(([route, , response]): Route => ['Vehicles', route, response]);
    expect(namesOfRoutes(routes)).toEqual(cases.map(([, expected]) => expected));
  });

  it('are distinguished by the service as functions', () => {
    expect(
      namesOfRoutes([
        ['Flights', 'POST /Flights/search'],
        ['Search', 'POST /Search/flights'],
      ]),
    ).toEqual(['flights.search searchFlights', 'search.flights searchSearchFlights']);
  });

  it('are distinguished when their paths have the same words', () => {
    const [first, second] = namesOfRoutes([
      ['Vehicles', 'GET /vehicles/🚗'],
      ['Vehicles', 'GET /vehicles/🚙'],
    ]);
    expect(first).not.toBe(second);
    expect(`${first} ${second}`).not.toMatch(/\d/);
  });
});

describe('a method never', () => {
  it.each(['then', 'constructor', 'toString', 'toJSON', 'valueOf', 'hasOwnProperty'])(
    'is named %s',
    (word) => {
      const [name = ''] = namesOfRoutes([['Vehicles', `POST /Vehicles/${word}`]]);
      expect(name).not.toContain(`.${word} `);
    },
  );
});
