// Made from openapi.yaml by "npm run generate". Do not edit.

/** Every operation of the contract, by its operationId. */
export const operationTable = {
  "listDragons": {
    "id": "listDragons",
    "method": "GET",
    "path": "/dragons",
    "scopes": [
      "dragons/read"
    ],
    "parameters": [
      {
        "name": "dragonName",
        "in": "query",
        "type": "string"
      },
      {
        "name": "family",
        "in": "query",
        "type": "string"
      },
      {
        "name": "country",
        "in": "query",
        "type": "string"
      },
      {
        "name": "state",
        "in": "query",
        "type": "string"
      },
      {
        "name": "city",
        "in": "query",
        "type": "string"
      },
      {
        "name": "neighborhood",
        "in": "query",
        "type": "string"
      },
      {
        "name": "q",
        "in": "query",
        "type": "string"
      },
      {
        "name": "limit",
        "in": "query",
        "type": "integer"
      },
      {
        "name": "cursor",
        "in": "query",
        "type": "string"
      },
      {
        "name": "If-None-Match",
        "in": "header",
        "type": "string"
      },
      {
        "name": "X-Correlation-Id",
        "in": "header",
        "type": "string"
      }
    ],
    "statuses": [
      200,
      304,
      400,
      401,
      403,
      429,
      500,
      502,
      503,
      504
    ],
    "hasBody": false
  },
  "reportDragon": {
    "id": "reportDragon",
    "method": "POST",
    "path": "/dragons",
    "scopes": [
      "dragons/write"
    ],
    "parameters": [
      {
        "name": "Idempotency-Key",
        "in": "header",
        "type": "string"
      },
      {
        "name": "X-Correlation-Id",
        "in": "header",
        "type": "string"
      }
    ],
    "statuses": [
      202,
      400,
      401,
      403,
      409,
      413,
      415,
      422,
      429,
      500,
      503,
      504
    ],
    "hasBody": true
  },
  "getDragon": {
    "id": "getDragon",
    "method": "GET",
    "path": "/dragons/{dragonName}",
    "scopes": [
      "dragons/read"
    ],
    "parameters": [
      {
        "name": "dragonName",
        "in": "path",
        "type": "string"
      },
      {
        "name": "If-None-Match",
        "in": "header",
        "type": "string"
      },
      {
        "name": "X-Correlation-Id",
        "in": "header",
        "type": "string"
      }
    ],
    "statuses": [
      200,
      304,
      400,
      401,
      403,
      404,
      429,
      500,
      503,
      504
    ],
    "hasBody": false
  },
  "replaceDragon": {
    "id": "replaceDragon",
    "method": "PUT",
    "path": "/dragons/{dragonName}",
    "scopes": [
      "dragons/admin"
    ],
    "parameters": [
      {
        "name": "dragonName",
        "in": "path",
        "type": "string"
      },
      {
        "name": "If-Match",
        "in": "header",
        "type": "string"
      },
      {
        "name": "X-Correlation-Id",
        "in": "header",
        "type": "string"
      }
    ],
    "statuses": [
      200,
      400,
      401,
      403,
      404,
      412,
      413,
      415,
      428,
      429,
      500,
      503,
      504
    ],
    "hasBody": true
  },
  "removeDragon": {
    "id": "removeDragon",
    "method": "DELETE",
    "path": "/dragons/{dragonName}",
    "scopes": [
      "dragons/admin"
    ],
    "parameters": [
      {
        "name": "dragonName",
        "in": "path",
        "type": "string"
      },
      {
        "name": "If-Match",
        "in": "header",
        "type": "string"
      },
      {
        "name": "X-Correlation-Id",
        "in": "header",
        "type": "string"
      }
    ],
    "statuses": [
      204,
      400,
      401,
      403,
      404,
      412,
      428,
      429,
      500,
      503,
      504
    ],
    "hasBody": false
  },
  "listReports": {
    "id": "listReports",
    "method": "GET",
    "path": "/reports",
    "scopes": [
      "dragons/read"
    ],
    "parameters": [
      {
        "name": "limit",
        "in": "query",
        "type": "integer"
      },
      {
        "name": "cursor",
        "in": "query",
        "type": "string"
      },
      {
        "name": "X-Correlation-Id",
        "in": "header",
        "type": "string"
      }
    ],
    "statuses": [
      200,
      400,
      401,
      403,
      429,
      500,
      503,
      504
    ],
    "hasBody": false
  },
  "getReport": {
    "id": "getReport",
    "method": "GET",
    "path": "/reports/{reportId}",
    "scopes": [
      "dragons/read"
    ],
    "parameters": [
      {
        "name": "reportId",
        "in": "path",
        "type": "string"
      },
      {
        "name": "X-Correlation-Id",
        "in": "header",
        "type": "string"
      }
    ],
    "statuses": [
      200,
      400,
      401,
      403,
      404,
      429,
      500,
      503,
      504
    ],
    "hasBody": false
  },
  "getHealth": {
    "id": "getHealth",
    "method": "GET",
    "path": "/health",
    "scopes": [],
    "parameters": [
      {
        "name": "X-Correlation-Id",
        "in": "header",
        "type": "string"
      }
    ],
    "statuses": [
      200,
      400,
      429,
      500,
      503,
      504
    ],
    "hasBody": false
  }
} as const;
