// Every operation of the practice bucket through ali-oss; prints what each was answered, as JSON.
const { Readable } = require("node:stream");
const OSS = require("ali-oss");
const [endpoint, accessKeyId, accessKeySecret, bucket, region, refused] = process.argv.slice(2);

const client = new OSS({
  endpoint, accessKeyId, accessKeySecret, bucket, region: `oss-${region}`, authorizationV4: true,
});
const PART = 100 * 1024;

async function begin() {
  return (await client.initMultipartUpload("big")).uploadId;
}

async function filled() {
  const uploadId = await begin();
  const part = await client._uploadPart("big", uploadId, 1, {
    stream: Readable.from([Buffer.alloc(PART)]), size: PART,
  });
  return { uploadId, part };
}

async function postForm() {
  const date = new Date();
  const stamp = date.toISOString().replace(/[-:]/g, "").replace(/\.\d+/, "");
  const scope = `${stamp.slice(0, 8)}/${region}/oss/aliyun_v4_request`;
  const policy = {
    expiration: new Date(date.getTime() + 60000).toISOString(),
    conditions: [{ bucket }, ["eq", "$key", "form"]],
  };
  const form = new FormData();
  form.append("key", "form");
  form.append("policy", Buffer.from(JSON.stringify(policy)).toString("base64"));
  form.append("x-oss-signature-version", "OSS4-HMAC-SHA256");
  form.append("x-oss-credential", `${accessKeyId}/${scope}`);
  form.append("x-oss-date", stamp);
  form.append("x-oss-signature", client.signPostObjectPolicyV4(policy, date));
  form.append("file", new Blob(["from a form"]), "a.txt");
  const answer = await fetch(`${endpoint}/${bucket}`, { method: "POST", body: form });
  return answer.status === 204 && (await client.get("form")).content.toString() === "from a form";
}

// What is done, each with what it leaves behind; "k" is put anew before each.
const done = {
  ListBuckets: async () =>
    (await client.listBuckets({ prefix: "practice" })).buckets.some((one) => one.name === bucket),
  PutBucket: async () => (await client.putBucket("other-bucket")).res.status === 200,
  DeleteBucket: async () => (await client.deleteBucket("other-bucket")).res.status === 204,
  GetBucketInfo: async () => (await client.getBucketInfo(bucket)).bucket.Name === bucket,
  GetBucketLocation: async () =>
    (await client.getBucketLocation(bucket)).location === `oss-${region}`,
  ListObjects: async () => (await client.list({ prefix: "k" })).objects[0].name === "k",
  ListObjectsV2: async () => (await client.listV2({ prefix: "k" })).objects[0].name === "k",
  DeleteMultipleObjects: async () => (await client.deleteMulti(["k", "none"])).deleted.length === 2,
  ListMultipartUploads: async () => {
    const uploadId = await begin();
    return (await client.listUploads({})).uploads.some((one) => one.uploadId === uploadId);
  },
  PostObject: postForm,
  CopyObject: async () => (await client.copy("copy", "k")).res.status === 200,
  PutObject: async () => (await client.put("new", Buffer.from("x"))).res.status === 200,
  GetObject: async () => (await client.get("k")).content.toString() === "a cat",
  HeadObject: async () => (await client.head("k")).res.headers["content-length"] === "5",
  GetObjectMeta: async () => (await client.getObjectMeta("k")).res.headers["content-length"] === "5",
  DeleteObject: async () => (await client.delete("k")).res.status === 204,
  AppendObject: async () => {
    const { nextAppendPosition } = await client.append("log", Buffer.from("one"));
    const next = await client.append("log", Buffer.from("two"), { position: nextAppendPosition });
    return next.nextAppendPosition === "6";
  },
  PutObjectACL: async () => (await client.putACL("k", "private")).res.status === 200,
  GetObjectACL: async () => (await client.getACL("k")).acl === "default",
  PutObjectTagging: async () => {
    await client.putObjectTagging("k", { of: "a cat" });
    return (await client.getObjectTagging("k")).tag.of === "a cat";
  },
  GetObjectTagging: async () => Object.keys((await client.getObjectTagging("k")).tag).length === 0,
  DeleteObjectTagging: async () => (await client.deleteObjectTagging("k")).status === 204,
  InitiateMultipartUpload: async () => (await begin()).length === 32,
  UploadPart: async () => Boolean((await filled()).part.etag),
  UploadPartCopy: async () => {
    const source = { sourceKey: "k", sourceBucketName: bucket };
    return Boolean((await client.uploadPartCopy("big", await begin(), 1, "0-2", source)).etag);
  },
  CompleteMultipartUpload: async () => {
    const { uploadId, part } = await filled();
    const parts = [{ number: 1, etag: part.etag }];
    return (await client.completeMultipartUpload("big", uploadId, parts)).res.status === 200;
  },
  AbortMultipartUpload: async () =>
    (await client.abortMultipartUpload("big", await begin())).res.status === 204,
  ListParts: async () => {
    const { uploadId } = await filled();
    return Number((await client.listParts("big", uploadId)).parts.Size) === PART;
  },
};

async function refusal({ method, scope, parameters }) {
  const given = scope === "object"
    ? client._objectRequestParams(method, "k", { subres: parameters })
    : client._bucketRequestParams(method, scope === "bucket" ? bucket : "", parameters, {});
  try {
    return (await client.request({ ...given, successStatuses: [200, 204] })).status;
  } catch (error) {
    return error.code;
  }
}

async function main() {
  const answers = { done: {}, refused: {} };
  for (const [name, act] of Object.entries(done)) {
    await client.put("k", Buffer.from("a cat"));
    answers.done[name] = await act().catch((error) => `${error.code}: ${error.message}`);
  }
  for (const operation of JSON.parse(refused)) {
    answers.refused[operation.name] = await refusal(operation);
  }
  console.log(JSON.stringify(answers));
}

main().catch((error) => { console.error(error.code, error.message); process.exit(1); });
