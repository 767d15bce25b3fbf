// Uses the practice bucket through ali-oss and prints what it found as JSON.
const OSS = require("ali-oss");
const [endpoint, accessKeyId, accessKeySecret, bucket, region] = process.argv.slice(2);

async function main() {
  const client = new OSS({
    endpoint, accessKeyId, accessKeySecret, bucket, region: `oss-${region}`, authorizationV4: true,
  });
  const key = "目录/猫 +%2F.txt";
  await client.put(key, Buffer.from("from node"));
  const got = await client.get(key);
  const big = Buffer.alloc(1024 * 1024, 7);
  await client.multipartUpload("big.bin", big, { partSize: 256 * 1024, parallel: 3 });
  const head = await client.head("big.bin");
  const listed = await client.listV2({ "max-keys": 10 });
  const url = await client.signatureUrlV4("GET", 60, undefined, key);
  let refused = "";
  try {
    await client.put(key, Buffer.from("again"), { headers: { "x-oss-forbid-overwrite": "true" } });
  } catch (error) {
    refused = error.code;
  }
  console.log(JSON.stringify({
    content: got.content.toString(),
    size: head.res.headers["content-length"],
    keys: listed.objects.map((object) => object.name),
    url,
    refused,
  }));
}

main().catch((error) => { console.error(error.code, error.message); process.exit(1); });
