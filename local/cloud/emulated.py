"""What ministack 1.5.33 was seen to give, property by property; a name covers all below it."""

EMULATED: dict[str, frozenset[str]] = {
    resource_type: frozenset(properties.split())
    for resource_type, properties in {
        "AWS::ApiGatewayV2::Api": "Body Name ProtocolType",
        "AWS::ApiGatewayV2::Stage": "ApiId AutoDeploy StageName Tags",
        "AWS::CloudWatch::Alarm": (
            "AlarmActions AlarmDescription AlarmName ComparisonOperator DatapointsToAlarm "
            "Dimensions EvaluationPeriods MetricName Namespace OKActions Period Statistic "
            "Threshold TreatMissingData"
        ),
        "AWS::Cognito::UserPool": (
            "AdminCreateUserConfig AutoVerifiedAttributes Policies.PasswordPolicy "
            "UsernameAttributes UserPoolName"
        ),
        "AWS::Cognito::UserPoolClient": (
            "AccessTokenValidity ExplicitAuthFlows GenerateSecret RefreshTokenValidity "
            "TokenValidityUnits UserPoolId"
        ),
        "AWS::DynamoDB::Table": (
            "AttributeDefinitions BillingMode DeletionProtectionEnabled GlobalSecondaryIndexes "
            "KeySchema Tags TimeToLiveSpecification"
        ),
        "AWS::Events::EventBus": "Name",
        "AWS::Events::Rule": (
            "EventBusName EventPattern ScheduleExpression State "
            "Targets.Arn Targets.Id Targets.Input Targets.InputTransformer"
        ),
        "AWS::IAM::Role": (
            "AssumeRolePolicyDocument ManagedPolicyArns Tags "
            "Policies.PolicyName Policies.PolicyDocument.Version "
            "Policies.PolicyDocument.Statement.Action Policies.PolicyDocument.Statement.Effect "
            "Policies.PolicyDocument.Statement.Resource Policies.PolicyDocument.Statement.Sid"
        ),
        "AWS::Lambda::EventInvokeConfig": "FunctionName Qualifier",
        "AWS::Lambda::EventSourceMapping": (
            "BatchSize Enabled EventSourceArn FunctionName FunctionResponseTypes"
        ),
        "AWS::Lambda::Function": (
            "Code Environment Handler Layers ReservedConcurrentExecutions Role Tags Timeout"
        ),
        "AWS::Lambda::LayerVersion": "Content LayerName",
        "AWS::Lambda::Permission": "Action FunctionName Principal SourceArn",
        "AWS::Logs::LogGroup": "LogGroupName",
        "AWS::S3::Bucket": (
            "BucketName PublicAccessBlockConfiguration Tags VersioningConfiguration"
        ),
        "AWS::S3::BucketPolicy": "Bucket PolicyDocument",
        "AWS::SES::ConfigurationSet": "Name",
        "AWS::SNS::Subscription": "Endpoint Protocol RawMessageDelivery TopicArn",
        "AWS::SNS::Topic": "Tags TopicName",
        "AWS::SQS::Queue": (
            "FifoQueue MessageRetentionPeriod QueueName RedrivePolicy Tags VisibilityTimeout"
        ),
        "AWS::SQS::QueuePolicy": "Queues",
    }.items()
}
