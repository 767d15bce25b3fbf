"""Operations of the service that are known here by name, so that they are refused by name.

Source: the page "API overview" of the service's documentation, and what
alibabacloud-oss-v2 and oss2 send (`tests/peers/test_every_operation.py` compares).
"""

from __future__ import annotations

from collections.abc import Iterator

from ossdrop.practice.operation import Operation, Scope

# Each line: the operation, its method, and the query parameters that ask for it.
_SERVICE = """
DescribeRegions                        GET     regions
ListAccessPoints                       GET     accessPoint
ListAccessPointsForObjectProcess       GET     accessPointForObjectProcess
GetPublicAccessBlock                   GET     publicAccessBlock
PutPublicAccessBlock                   PUT     publicAccessBlock
DeletePublicAccessBlock                DELETE  publicAccessBlock
ListUserDataRedundancyTransition       GET     redundancyTransition
ListCloudBoxes                         GET     cloudboxes
GetUserQosInfo                         GET     qosInfo
ListResourcePools                      GET     resourcePool
GetResourcePoolInfo                    GET     resourcePoolInfo
ListResourcePoolBuckets                GET     resourcePoolBuckets
PutResourcePoolRequesterQoSInfo        PUT     requesterQosInfo resourcePool
GetResourcePoolRequesterQoSInfo        GET     requesterQosInfo resourcePool
ListResourcePoolRequesterQoSInfos      GET     requesterQosInfo resourcePool
DeleteResourcePoolRequesterQoSInfo     DELETE  requesterQosInfo resourcePool
InitUserAntiDDosInfo                   POST    antiDDos
UpdateUserAntiDDosInfo                 PUT     antiDDos
GetUserAntiDDosInfo                    GET     antiDDos
DoMetaQueryAction                      POST    MetaQuery
DoDataPipelineAction                   POST    dataPipeline
WriteGetObjectResponse                 POST    x-oss-write-get-object-response
"""
_BUCKET = """
PutBucketAcl                           PUT     acl
GetBucketAcl                           GET     acl
GetBucketStat                          GET     stat
PutBucketVersioning                    PUT     versioning
GetBucketVersioning                    GET     versioning
ListObjectVersions                     GET     versions
PutBucketReplication                   POST    replication comp=add
DeleteBucketReplication                POST    replication comp=delete
GetBucketReplication                   GET     replication
GetBucketReplicationLocation           GET     replicationLocation
GetBucketReplicationProgress           GET     replicationProgress
PutBucketRTC                           PUT     rtc
PutBucketPolicy                        PUT     policy
GetBucketPolicy                        GET     policy
DeleteBucketPolicy                     DELETE  policy
GetBucketPolicyStatus                  GET     policyStatus
PutBucketInventory                     PUT     inventory
GetBucketInventory                     GET     inventory
DeleteBucketInventory                  DELETE  inventory
InitiateBucketWorm                     POST    worm
AbortBucketWorm                        DELETE  worm
CompleteBucketWorm                     POST    wormId
ExtendBucketWorm                       POST    wormExtend wormId
GetBucketWorm                          GET     worm
PutBucketLogging                       PUT     logging
GetBucketLogging                       GET     logging
DeleteBucketLogging                    DELETE  logging
PutUserDefinedLogFieldsConfig          PUT     userDefinedLogFieldsConfig
GetUserDefinedLogFieldsConfig          GET     userDefinedLogFieldsConfig
DeleteUserDefinedLogFieldsConfig       DELETE  userDefinedLogFieldsConfig
PutBucketWebsite                       PUT     website
GetBucketWebsite                       GET     website
DeleteBucketWebsite                    DELETE  website
PutBucketReferer                       PUT     referer
GetBucketReferer                       GET     referer
PutBucketLifecycle                     PUT     lifecycle
GetBucketLifecycle                     GET     lifecycle
DeleteBucketLifecycle                  DELETE  lifecycle
PutBucketTransferAcceleration          PUT     transferAcceleration
GetBucketTransferAcceleration          GET     transferAcceleration
PutBucketRequestPayment                PUT     requestPayment
GetBucketRequestPayment                GET     requestPayment
PutBucketCors                          PUT     cors
GetBucketCors                          GET     cors
DeleteBucketCors                       DELETE  cors
PutBucketAccessMonitor                 PUT     accessmonitor
GetBucketAccessMonitor                 GET     accessmonitor
OpenMetaQuery                          POST    metaQuery comp=add
DoMetaQuery                            POST    metaQuery comp=query
CloseMetaQuery                         POST    metaQuery comp=delete
GetMetaQueryStatus                     GET     metaQuery
PutBucketResourceGroup                 PUT     resourceGroup
GetBucketResourceGroup                 GET     resourceGroup
PutCname                               POST    cname comp=add
DeleteCname                            POST    cname comp=delete
ListCname                              GET     cname
CreateCnameToken                       POST    cname comp=token
GetCnameToken                          GET     cname comp=token
PutStyle                               PUT     style
GetStyle                               GET     style
DeleteStyle                            DELETE  style
PutBucketHttpsConfig                   PUT     httpsConfig
GetBucketHttpsConfig                   GET     httpsConfig
PutBucketEncryption                    PUT     encryption
GetBucketEncryption                    GET     encryption
DeleteBucketEncryption                 DELETE  encryption
PutBucketTags                          PUT     tagging
GetBucketTags                          GET     tagging
DeleteBucketTags                       DELETE  tagging
PutBucketArchiveDirectRead             PUT     bucketArchiveDirectRead
GetBucketArchiveDirectRead             GET     bucketArchiveDirectRead
PutBucketOverwriteConfig               PUT     overwriteConfig
GetBucketOverwriteConfig               GET     overwriteConfig
DeleteBucketOverwriteConfig            DELETE  overwriteConfig
CreateBucketDataRedundancyTransition   POST    redundancyTransition
GetBucketDataRedundancyTransition      GET     redundancyTransition
DeleteBucketDataRedundancyTransition   DELETE  redundancyTransition
CreateAccessPoint                      PUT     accessPoint
GetAccessPoint                         GET     accessPoint
DeleteAccessPoint                      DELETE  accessPoint
PutAccessPointPolicy                   PUT     accessPointPolicy
GetAccessPointPolicy                   GET     accessPointPolicy
DeleteAccessPointPolicy                DELETE  accessPointPolicy
CreateAccessPointForObjectProcess      PUT     accessPointForObjectProcess
GetAccessPointForObjectProcess         GET     accessPointForObjectProcess
DeleteAccessPointForObjectProcess      DELETE  accessPointForObjectProcess
PutAccessPointConfigForObjectProcess   PUT     accessPointConfigForObjectProcess
GetAccessPointConfigForObjectProcess   GET     accessPointConfigForObjectProcess
PutAccessPointPolicyForObjectProcess   PUT     accessPointPolicyForObjectProcess
GetAccessPointPolicyForObjectProcess   GET     accessPointPolicyForObjectProcess
DeleteAccessPointPolicyForObjectProcess DELETE accessPointPolicyForObjectProcess
PutBucketPublicAccessBlock             PUT     publicAccessBlock
GetBucketPublicAccessBlock             GET     publicAccessBlock
DeleteBucketPublicAccessBlock          DELETE  publicAccessBlock
PutBucketQoSInfo                       PUT     qosInfo
GetBucketQoSInfo                       GET     qosInfo
DeleteBucketQoSInfo                    DELETE  qosInfo
PutBucketRequesterQoSInfo              PUT     requesterQosInfo
GetBucketRequesterQoSInfo              GET     requesterQosInfo
DeleteBucketRequesterQoSInfo           DELETE  requesterQosInfo
PutBucketQos                           PUT     qos
GetBucketQos                           GET     qos
DeleteBucketQos                        DELETE  qos
PutBucketStorageQuota                  PUT     quota
GetBucketStorageQuota                  GET     quota
DeleteBucketStorageQuota               DELETE  quota
PutBucketObjectWormConfiguration       PUT     objectWorm
GetBucketObjectWormConfiguration       GET     objectWorm
CreateBucketMetadataConfiguration      POST    metadataConfiguration
GetBucketMetadataConfiguration         GET     metadataConfiguration
DeleteBucketMetadataConfiguration      DELETE  metadataConfiguration
UpdateBucketMetadataInventoryTableConfiguration PUT metadataInventoryTable
UpdateBucketMetadataJournalTableConfiguration   PUT metadataJournalTable
InitBucketAntiDDosInfo                 POST    antiDDos
UpdateBucketAntiDDosInfo               PUT     antiDDos
ListBucketAntiDDosInfo                 GET     antiDDos
PutAsyncFetchTask                      POST    asyncFetch
GetAsyncFetchTask                      GET     asyncFetch
ListLiveChannel                        GET     live
"""
_OBJECT = """
SealAppendObject                       POST    seal position
RestoreObject                          POST    restore
CleanRestoredObject                    POST    cleanRestoredObject
PutSymlink                             PUT     symlink
GetSymlink                             GET     symlink
OptionObject                           OPTIONS
PutObjectRetention                     PUT     retention
GetObjectRetention                     GET     retention
PutObjectLegalHold                     PUT     legalHold
GetObjectLegalHold                     GET     legalHold
PutLiveChannel                         PUT     live
DeleteLiveChannel                      DELETE  live
GetLiveChannelInfo                     GET     live
GetLiveChannelStat                     GET     live comp=stat
GetLiveChannelHistory                  GET     live comp=history
PutLiveChannelStatus                   PUT     live status
PostVodPlaylist                        POST    vod
GetVodPlaylist                         GET     vod
"""

# What changes an operation that is done here, added to its query or its headers.
_PARAMETERS = """
    versionId x-oss-process x-oss-async-process callback callback-var sequential
    x-oss-ac-source-ip x-oss-ac-subnet-mask x-oss-ac-vpc-id x-oss-ac-forward-allow
    x-oss-access-point-name objectInfo group link
"""
_HEADERS = """
    x-oss-callback x-oss-callback-var x-oss-server-side-encryption x-oss-hash-ctx
    x-oss-server-side-data-encryption x-oss-server-side-encryption-key-id
    x-oss-object-worm-mode x-oss-object-worm-retain-until-date x-oss-object-worm-legal-hold
"""
REFUSED_PARAMETERS = frozenset(_PARAMETERS.split())
REFUSED_HEADERS = frozenset(_HEADERS.split())


def _of(scope: Scope, lines: str) -> Iterator[Operation]:
    for line in lines.strip().splitlines():
        name, method, *sub_resources = line.split()
        yield Operation(name, scope, method, frozenset(sub_resources), f"oss:{name}")


REFUSED = (
    *_of(Scope.SERVICE, _SERVICE),
    *_of(Scope.BUCKET, _BUCKET),
    *_of(Scope.OBJECT, _OBJECT),
)
